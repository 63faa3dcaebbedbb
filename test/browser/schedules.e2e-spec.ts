import type { Browser, Locator, Page } from 'playwright-core';
import { installAxe, violationsInAllLooks } from './axe';
import { becomes, hasFocus } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const JOB = `
name: job
tasks:
  - { name: work, command: 'echo done' }
`;

const IN_TWO_WEEKS = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'job.yaml': JOB });
  for (const [id, schedule] of [
    ['ticking', '*/5 * * * * *'],
    ['daily', '0 9 * * *'],
    ['daily-2', '0 9 * * *'],
  ])
    await product.request('POST', '/process-records', { id, type: 'job', schedule });
  browser = await launchChromium();
  const context = await newContext(browser, product);
  await installAxe(context);
  page = await newWatchedPage(context, complaints);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => expect(complaints.splice(0)).toEqual([]));

const cells = (name: RegExp): Locator => page.getByRole('table').getByRole('link', { name });
const bands = (): Locator => page.getByRole('link', { name: /fires of ticking/ });
const panel = (): Locator => page.getByRole('complementary', { name: 'Fires' });

it('leads from the calendar to a cell, and from there to a run', async () => {
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { level: 1, name: /^Schedules/ }).waitFor();
  // Live: the hour fills up without a reload.
  await cells(/[1-9]\d* completed/)
    .first()
    .click();
  await hasFocus(panel().getByRole('heading', { level: 2 }));
  expect(page.url()).toContain('at=');
  await panel().locator('[data-status="COMPLETED"]').first().click();
  await page.waitForURL(/\/processes\/ticking\/runs\//);
  await page.locator('main header [data-status="COMPLETED"]').waitFor();
});

it('walks through the cells by arrow keys, and says who is to fire', async () => {
  await page.goto(`/schedules?day=${IN_TWO_WEEKS}&search=daily`);
  const busy = cells(/2 to come/);
  await becomes(() => busy.count(), 7);
  await busy.first().focus();
  await page.keyboard.press('ArrowRight');
  await hasFocus(busy.nth(1));
  await page.keyboard.press('Enter');
  await panel().getByRole('link', { name: 'daily-2', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Load', exact: true }).click();
  await page.getByLabel('Too many are more than').fill('1');
  await page.getByText('2 processes share one schedule').first().waitFor();
});

it('pauses and resumes one schedule in the timeline, and all of them', async () => {
  await page.goto('/schedules?view=timeline&span=day&search=daily-2');
  await page.getByRole('button', { name: 'Pause the schedule of daily-2' }).click();
  await page.getByRole('button', { name: 'Resume the schedule of daily-2' }).click();
  await page.getByRole('button', { name: 'Pause the schedule of daily-2' }).waitFor();
  await page.getByRole('button', { name: 'Pause all' }).click();
  await page.getByText('All schedules are paused').waitFor();
  await page.getByRole('button', { name: 'Resume all' }).click();
  await page.getByText('All schedules are paused').waitFor({ state: 'detached' });
});

it.each([
  ['the calendar of a week', '/schedules', () => cells(/completed/).first()],
  ['the calendar of a day', `/schedules?span=day&day=${IN_TWO_WEEKS}`, () => cells(/to come/).first()],
  ['the timeline of a day', '/schedules?view=timeline&span=day', () => bands().first()],
  ['the timeline of a week', '/schedules?view=timeline', () => bands().first()],
  [
    'the load',
    `/schedules?view=load&threshold=1&day=${IN_TWO_WEEKS}&search=daily`,
    () => page.getByText('processes share one schedule').first(),
  ],
])('finds nothing that WCAG 2.2 AA forbids in %s', async (name, path, shown) => {
  await page.goto(path);
  await shown().waitFor();
  expect(await violationsInAllLooks(page, name)).toEqual([]);
});
