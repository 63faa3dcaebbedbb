import uPlot from 'uplot';

/** One row of values over the times of a chart; null where there is none. */
export interface ChartSeries {
  readonly label: string;
  /** Custom property with its colour, e.g. `--status-failed`. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

/** What a chart shows. */
export interface ChartShape {
  /** Bars stand on each other in the order of the series; lines do not. */
  readonly kind: 'stacked-bars' | 'lines';
  readonly bucketMs: number;
  /** The highest value there can be; by default as high as the values. */
  readonly ceiling?: number;
  /** The least that the axis spans, so that next to nothing does not look like much. */
  readonly floor: number;
  readonly formatValue: (value: number) => string;
  readonly formatTime: (ms: number) => string;
  /** Whether days begin at midnight UTC. */
  readonly utc: boolean;
}

const FONT = '11px "Inter Variable", system-ui, sans-serif';
const AXIS_WIDTH = 46;

/** Options of a uPlot chart in the colours that hold on `element` now. */
export function chartOptions(
  element: HTMLElement,
  shape: ChartShape,
  series: readonly ChartSeries[],
  size: { width: number; height: number },
): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  const axis = { stroke: colour('--ink-soft'), font: FONT, ticks: { show: false } } as const;
  const grid = { stroke: colour('--line'), width: 1 };
  return {
    ...size,
    ms: 1,
    tzDate: (ms) => (shape.utc ? uPlot.tzDate(new Date(ms), 'Etc/UTC') : new Date(ms)),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: shape.kind === 'lines' } },
    scales: {
      x: { range: (_, from, to) => [from, to + shape.bucketMs] },
      y: {
        range: (_, __, most) => [0, Math.min(shape.ceiling ?? Number.POSITIVE_INFINITY, headroom(most, shape.floor))],
      },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 64, size: 26, values: (_, at) => at.map(shape.formatTime) },
      { ...axis, grid, space: 34, size: AXIS_WIDTH, values: (_, at) => at.map(shape.formatValue) },
    ],
    series: [{}, ...drawn(series, shape).map((one) => seriesOptions(one, shape, colour(one.colour)))],
  };
}

/** The columns that uPlot draws. */
export function chartData(
  times: readonly number[],
  shape: ChartShape,
  series: readonly ChartSeries[],
): uPlot.AlignedData {
  if (shape.kind === 'lines') return [[...times], ...drawn(series, shape).map(({ values }) => [...values])];
  const sums: number[][] = [];
  for (const { values } of series) {
    const below = sums.at(-1);
    sums.push(values.map((value, index) => (value ?? 0) + (below?.[index] ?? 0)));
  }
  return [[...times], ...sums.toReversed()];
}

// The highest bars first, so that the lower ones stand before them.
function drawn(series: readonly ChartSeries[], { kind }: ChartShape): readonly ChartSeries[] {
  return kind === 'lines' ? series : series.toReversed();
}

function seriesOptions({ label }: ChartSeries, { kind }: ChartShape, colour: string): uPlot.Series {
  if (kind === 'stacked-bars')
    return {
      label,
      fill: colour,
      width: 0,
      points: { show: false },
      paths: uPlot.paths.bars?.({ size: [0.78, 40], align: 1 }),
    };
  return { label, stroke: colour, width: 1.5, spanGaps: true, points: { show: isAlone, size: 4, fill: colour } };
}

/** One value makes no line: it is drawn as a point. */
function isAlone(chart: uPlot, series: number): boolean {
  return Array.from<unknown>(chart.data[series] ?? []).filter((value) => value != null).length === 1;
}

function headroom(most: number | null, floor: number): number {
  return Math.max(floor, (most ?? 0) * 1.08);
}
