import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../test/browser/chromium';
import { parseBenchArguments } from '../arguments';
import { type BenchProduct, startProduct } from '../product';
import { findSubjects } from '../subjects';
import { percentile, table } from '../table';
import { type PageToMeasure, pagesOf } from './pages';

const VIEWPORT = { width: 1440, height: 900 };
/** Requests that follow the first content are part of opening a page. */
const QUIET_MS = 500;

interface Opening {
  /** From the navigation's start until the main content is in the document. */
  readonly contentMs: number;
  /** Until the main thread had nothing more to do for longer than 50 ms. */
  readonly interactiveMs: number;
  readonly transferredKb: number;
}

async function main(args: readonly string[]): Promise<void> {
  const { dataDir, times } = parseBenchArguments('bench:pages', args, 7);
  const product = await startProduct(dataDir);
  try {
    const browser = await launchChromium();
    const empty = await serveEmptyPage();
    const pages = [emptyPage(empty), ...pagesOf(await findSubjects(product))];
    const rows: string[][] = [];
    for (const page of pages) rows.push(await row(browser, product, page, times));
    await browser.close();
    empty.close();
    process.stdout.write(`Medians of ${times} openings, each in a browser without cache:\n\n`);
    const head = ['page', 'content ms', 'interactive ms', 'slowest ms', 'kB'];
    process.stdout.write(`${table(head, rows)}\n`);
  } finally {
    await product.stop();
  }
}

/** What the browser itself takes on this machine, for a page without styles that one line of script makes. */
async function serveEmptyPage(): Promise<Server> {
  const script = "document.body.append(Object.assign(document.createElement('main'), { textContent: 'Nothing' }))";
  const server = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html').end(`<!doctype html><body><script>${script}</script>`),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A failure ends the measurement, whoever still listens.
  server.unref();
  return server;
}

function emptyPage(server: Server): PageToMeasure {
  const { port } = server.address() as AddressInfo;
  return { name: '(an empty page)', path: `http://127.0.0.1:${port}/`, content: 'main' };
}

async function row(browser: Browser, product: BenchProduct, page: PageToMeasure, times: number): Promise<string[]> {
  await open(browser, product, page);
  const openings: Opening[] = [];
  for (let time = 0; time < times; time++) openings.push(await open(browser, product, page));
  const median = (of: (opening: Opening) => number) => percentile(openings.map(of), 0.5).toFixed(0);
  return [
    page.name,
    median(({ contentMs }) => contentMs),
    median(({ interactiveMs }) => interactiveMs),
    Math.max(...openings.map(({ interactiveMs }) => interactiveMs)).toFixed(0),
    median(({ transferredKb }) => transferredKb),
  ];
}

async function open(browser: Browser, product: BenchProduct, { path, content }: PageToMeasure): Promise<Opening> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    await context.addCookies([await product.signIn()]);
    const page = await context.newPage();
    await page.addInitScript(watch, content);
    await page.goto(new URL(path, product.url).href, { waitUntil: 'commit' });
    return await measured(page);
  } finally {
    await context.close();
  }
}

/** Runs in the page: notes when the content came, and when the main thread was busy last. */
function watch(content: string): void {
  const marks = { contentAt: 0, busyUntil: 0 };
  Object.assign(globalThis, { benchMarks: marks });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      marks.busyUntil = Math.max(marks.busyUntil, startTime + duration);
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector(content) === null) return;
    marks.contentAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

async function measured(page: Page): Promise<Opening> {
  const result = await page.waitForFunction((quietMs) => {
    const { benchMarks } = globalThis as unknown as { benchMarks: { contentAt: number; busyUntil: number } };
    const { contentAt, busyUntil } = benchMarks;
    const interactiveMs = Math.max(contentAt, busyUntil);
    if (contentAt === 0 || performance.now() < interactiveMs + quietMs) return null;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const bytes = resources.reduce((sum, { transferSize }) => sum + transferSize, 0);
    return { contentMs: contentAt, interactiveMs, transferredKb: bytes / 1024 };
  }, QUIET_MS);
  return (await result.jsonValue()) as Opening;
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
