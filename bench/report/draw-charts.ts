import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type uPlot from 'uplot';
import { launchChromium } from '../../test/browser/chromium';
import type { BarChart } from './charts';

// What the dashboard draws with. It draws on a canvas, hence pictures of pixels.
const UPLOT = join(__dirname, '../../node_modules/uplot/dist');
const WIDTH = 820;
const HEIGHT = 340;
// Told apart by those who do not see all colours too (Okabe and Ito, 2008).
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#999999'];

/** Draws each chart into `<name>.png` of the folder. Throws when there is no Chromium. */
export async function drawCharts(charts: readonly BarChart[], folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH + 40, height: HEIGHT + 160 }, deviceScaleFactor: 2 });
    for (const chart of charts) await drawChart(page, chart, join(folder, `${chart.name}.png`));
  } finally {
    await browser.close();
  }
}

async function drawChart(page: Page, chart: BarChart, path: string): Promise<void> {
  await page.setContent(`<style>${readFileSync(join(UPLOT, 'uPlot.min.css'), 'utf8')}
    #chart { display: inline-block; padding: 8px; background: #fff; font-family: sans-serif }
    .u-title { font-size: 15px } .u-legend { font-size: 13px } .u-legend th { font-weight: normal }</style><div id="chart"></div>`);
  await page.addScriptTag({ path: join(UPLOT, 'uPlot.iife.min.js') });
  await page.evaluate(drawInPage, { ...chart, width: WIDTH, height: HEIGHT, colours: COLOURS });
  await page.locator('#chart').screenshot({ path });
}

interface Drawing extends BarChart {
  readonly width: number;
  readonly height: number;
  readonly colours: readonly string[];
}

// Runs in the page, so it can refer to nothing outside.
function drawInPage({ title, groups, series, stacked, digits, width, height, colours }: Drawing): void {
  const { uPlot: Plot } = globalThis as unknown as { uPlot: typeof uPlot };
  // Each group has a place for each of its bars, and one that stays empty.
  const bars = stacked ? 1 : series.length;
  const placeOf = (group: number, bar: number): number => group * (bars + 1) + bar;
  const places = groups.flatMap((_, group) => Array.from({ length: bars }, (_empty, bar) => placeOf(group, bar)));
  const heights = series.map(({ values }, index) =>
    groups.flatMap((_, group) =>
      Array.from({ length: bars }, (_empty, bar) => {
        if (stacked) return series.slice(0, index + 1).reduce((sum, part) => sum + (part.values[group] ?? 0), 0);
        return bar === index ? (values[group] ?? null) : null;
      }),
    ),
  );
  // Of bars on each other the highest comes first, so that the lower ones stand before it.
  const order = series.map((_, index) => index);
  if (stacked) order.reverse();
  const centres = groups.map((_, group) => placeOf(group, (bars - 1) / 2));
  const axis = { stroke: '#333', font: '12px sans-serif', ticks: { show: false } };
  const inWords = (value: number): string =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const writeValues = (plot: uPlot): void => {
    const line = 11 * devicePixelRatio;
    plot.ctx.save();
    plot.ctx.font = `${line}px sans-serif`;
    plot.ctx.textAlign = 'center';
    const write = (place: number, from: number, to: number, text: string, colour: string): void => {
      plot.ctx.fillStyle = colour;
      const [bottom, top] = [plot.valToPos(from, 'y', true), plot.valToPos(to, 'y', true)];
      if (bottom - top >= line) plot.ctx.fillText(text, plot.valToPos(place, 'x', true), (bottom + top + line) / 2);
    };
    const above = plot.posToVal(0, 'y') - plot.posToVal(24, 'y');
    for (const [row, values] of heights.entries())
      for (const [index, value] of values.entries()) {
        const place = places[index] ?? 0;
        if (value === null) continue;
        const below = stacked ? (heights[row - 1]?.[index] ?? 0) : 0;
        if (stacked) write(place, below, value, inWords(value - below), '#fff');
        if (!stacked || row === heights.length - 1) write(place, value, value + above, inWords(value), '#333');
      }
    plot.ctx.restore();
  };
  new Plot(
    {
      title,
      width,
      height,
      cursor: { show: false },
      legend: { show: series.length > 1, live: false },
      scales: {
        x: { time: false, range: () => [-1, placeOf(groups.length - 1, bars)] },
        y: { range: (_, _least, most) => [0, most * 1.12] },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 76, splits: () => centres, values: () => [...groups] },
        { ...axis, grid: { stroke: '#e5e5e5', width: 1 }, size: 60 },
      ],
      series: [
        {},
        ...order.map((index) => ({
          label: series[index]?.label ?? '',
          fill: colours[index % colours.length],
          stroke: colours[index % colours.length],
          width: 0,
          points: { show: false },
          paths: Plot.paths.bars?.({ size: [0.85, 90] }),
        })),
      ],
      hooks: { draw: [writeValues] },
    },
    [places, ...order.map((index) => heights[index] ?? [])],
    document.querySelector<HTMLElement>('#chart') ?? document.body,
  );
}
