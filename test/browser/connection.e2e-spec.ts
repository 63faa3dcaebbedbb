import { eventually } from '@app/testing';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { titleBecomes } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

// Nobody runs anything here: what is made stays pending, and the pages say why.
beforeAll(async () => {
  product = await startProduct({}, { WORKERS: '0' });
  browser = await launchChromium();
  context = await newContext(browser, product);
}, 600_000);
afterAll(async () => {
  product?.thawApi();
  await browser?.close();
  await product?.stop();
});
beforeEach(async () => {
  page = await newWatchedPage(context, complaints);
});
afterEach(async () => {
  await page.close();
  // The browser reports each request that the lost connection swallowed.
  expect(complaints.splice(0).filter((complaint) => !/^Failed to load resource/.test(complaint))).toEqual([]);
});

const state = (word: string | RegExp): Locator =>
  page.getByRole('banner').getByRole('status').filter({ hasText: word });
const record = (id: string): Locator => page.getByRole('link', { name: id, exact: true });
const create = (id: string, start = false): Promise<unknown> =>
  product.request('POST', '/process-records', { id, type: 'single-task-process', start });
/** What a reload would forget. */
const mark = (): Promise<unknown> => page.evaluate(() => Reflect.set(window, 'stayed', true));
const isMarked = (): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'stayed'));

it('says why nothing runs when no worker is alive, and how to start one', async () => {
  await create('waits', true);
  await page.goto('/processes/waits');
  await page
    .getByText(/no worker is alive/)
    .first()
    .waitFor();
  await page.getByRole('banner').getByRole('link', { name: '0 workers' }).click();
  await page.getByText('No live worker').waitFor();
  await page.getByText(/every run waits \(1 step does now\)/).waitFor();
  await page.getByText('node dist/apps/worker/src/main.js').waitFor();
  await titleBecomes(page, /^0 alive · Workers/);
});

it('reads every five seconds while the stream is away, and is live again without a reload', async () => {
  await page.goto('/processes');
  await state('Live').waitFor();
  await mark();
  await page.route('**/api/events', (route) => route.abort());
  product.killApi();
  await state('Reconnecting').waitFor();
  await eventually('the API is back', () => create('made-meanwhile').catch(() => null), 30_000);
  await state('Polling').waitFor();
  await record('made-meanwhile').waitFor();
  await create('made-while-polling');
  await record('made-while-polling').waitFor();

  await page.unroute('**/api/events');
  await state('Live').waitFor();
  await create('made-live');
  await record('made-live').waitFor();
  expect(await isMarked()).toBe(true);
});

it('reads again at once when it is asked to', async () => {
  await page.goto('/processes');
  await state('Live').waitFor();
  await record('made-live').waitFor();
  const reading = page.waitForRequest((request) => new URL(request.url()).pathname === '/process-records');
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await reading;
});

it('notices a server that hangs, says that nothing is read, and catches up when it goes on', async () => {
  await page.clock.install();
  await page.goto('/processes');
  await state('Live').waitFor();
  await record('made-live').waitFor();
  await mark();
  product.freezeApi();
  // Fifteen silent seconds end the stream; the first poll hangs, and the second finds it hanging.
  await page.clock.fastForward(16_000);
  await state('Reconnecting').waitFor();
  await page.clock.fastForward(5_100);
  await page.clock.fastForward(5_100);
  await state('Offline').waitFor();
  product.thawApi();
  await state('Live').waitFor();
  await create('made-after-the-pause');
  await record('made-after-the-pause').waitFor();
  expect(await isMarked()).toBe(true);
});
