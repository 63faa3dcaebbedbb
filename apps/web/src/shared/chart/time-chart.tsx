import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './chart.module.css';
import { type ChartSeries, type ChartShape, chartData, chartOptions } from './chart-options';

export interface TimeChartProps {
  /** What the chart says, for those who cannot see it; the figures themselves belong into a table. */
  label: string;
  /** Beginnings of the buckets, in ms. */
  times: readonly number[];
  shape: ChartShape;
  /** In stacked bars the lowest first; all have colours of their own and a value for each time. */
  series: readonly ChartSeries[];
  /** What the pointer is told about a bucket. */
  describe: (index: number) => ReactNode;
  height: number;
}

interface Hover {
  readonly index: number;
  readonly left: number;
}

/** Values over time, drawn on a canvas. A chunk of its own: import it lazily. */
export default function TimeChart({ label, times, shape, series, describe, height }: TimeChartProps) {
  const scheme = useComputedColorScheme();
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [hover, setHover] = useState<Hover | null>(null);
  const data = chartData(times, shape, series);
  const newest = useRef({ shape, series, data });
  newest.current = { shape, series, data };

  // Made anew when the look changes; figures that change are only drawn again.
  const look = `${scheme} ${shape.kind} ${shape.bucketMs} ${height} ${shape.utc} ${series.map((one) => one.colour).join()}`;
  useEffect(() => {
    const element = holder.current;
    if (element === null || look === '') return;
    const { shape: drawn, series: rows, data: columns } = newest.current;
    const options = chartOptions(element, drawn, rows, { width: element.clientWidth, height });
    const chart = new uPlot(
      { ...options, hooks: { setCursor: [(at) => setHover(hoverOf(at, drawn.bucketMs))] } },
      columns,
      element,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = undefined;
    };
  }, [look, height]);

  const drawing = JSON.stringify(data);
  useEffect(() => {
    if (drawing !== '') plot.current?.setData(newest.current.data);
  }, [drawing]);

  const isRight = hover !== null && hover.left > (holder.current?.clientWidth ?? 0) / 2;
  return (
    <div className={styles.chart} role="img" aria-label={label} style={{ height }}>
      <div ref={holder} aria-hidden />
      {hover !== null && hover.index < times.length && (
        <div
          className={styles.tip}
          aria-hidden
          style={isRight ? { right: `calc(100% - ${hover.left}px + 10px)` } : { left: hover.left + 10 }}
        >
          {describe(hover.index)}
        </div>
      )}
    </div>
  );
}

// The bucket that the pointer is in, not the one whose beginning is nearest.
function hoverOf(chart: uPlot, bucketMs: number): Hover | null {
  const { left = -1 } = chart.cursor;
  const first = chart.data[0][0];
  if (left < 0 || first === undefined) return null;
  const index = Math.floor((chart.posToVal(left, 'x') - first) / bucketMs);
  return index < 0 ? null : { index, left: left + chart.over.offsetLeft };
}
