import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { hasFocus } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

// Fails until its file is there, and tries again after an hour.
const RETRIES = `
name: retries
parameters:
  - { name: gate, required: true }
tasks:
  - { name: look, command: 'test -e "\${gate}"', maxRetries: 5, retryDelaySeconds: 3600 }
`;

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'retries.yaml': RETRIES });
  browser = await launchChromium();
  page = await newWatchedPage(await newContext(browser, product), complaints);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  // The browser reports each answer that says that a row is gone.
  expect(complaints.splice(0).filter((complaint) => !/404.*\/api\/scheduled-tasks\//.test(complaint))).toEqual([]);
});

const create = (id: string): Promise<unknown> =>
  product.request('POST', '/process-records', {
    id,
    type: 'retries',
    inputData: { gate: join(product.folder, id) },
    start: true,
  });
const tab = (name: RegExp): Locator => page.getByRole('navigation', { name: 'States' }).getByRole('link', { name });
const row = (id: string): Locator => page.getByRole('main').getByRole('link', { name: `${id} · look`, exact: true });
const panel = (): Locator => page.getByRole('complementary', { name: 'Scheduled task' });
const recordStatus = (status: string): Locator => page.locator(`main header [data-status="${status}"]`);

it('finds what waits after a failure, looks at it, and lets it run now', async () => {
  await page.goto('/scheduled-tasks');
  await page.getByRole('heading', { name: /^Scheduled tasks/ }).waitFor();
  await create('first');
  await create('second');
  // Live: nothing was reloaded.
  await tab(/^Failed 2$/).click();
  await page.getByLabel('Search by process or instance').fill('irs');
  await row('second').waitFor({ state: 'detached' });
  await row('first').click();
  await panel().getByText('test -e').waitFor();
  await panel().locator('[data-waiting="backoff"]').waitFor();
  await hasFocus(panel().getByRole('heading', { name: 'first · look' }));
  writeFileSync(join(product.folder, 'first'), '');
  await panel().getByRole('button', { name: 'Run now' }).click();
  await panel().getByText('It is not in the list any more').waitFor();
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await page.getByText('Nothing in the list matches these filters').waitFor();
});

it('gives a step another time, and stops its run only after asking', async () => {
  await page.goto('/scheduled-tasks?state=failed');
  await row('second').click();
  await panel().getByRole('button', { name: 'Run at …' }).click();
  await panel().getByLabel('Run at', { exact: true }).fill('2099-01-01T12:00');
  await panel().getByRole('button', { name: 'Set the time' }).click();
  await panel().locator('time[datetime^="2099-01-01"]').first().waitFor();
  await panel().getByRole('button', { name: 'Delete' }).click();
  await hasFocus(panel().getByRole('button', { name: 'Keep it' }));
  await panel().getByRole('button', { name: 'Stop the run' }).click();
  await panel().getByText('It is not in the list any more').waitFor();
  await page.goto('/processes/second');
  await recordStatus('STOPPED').waitFor();
});

it('groups by name, folds, and runs all that failed of a name', async () => {
  await create('third');
  await page.goto('/scheduled-tasks');
  await page.getByLabel('Group by name').check();
  const steps = page.getByRole('region', { name: 'process-task', exact: true });
  await row('third').waitFor();
  await page.getByRole('button', { name: 'maintenance' }).click();
  await page.getByRole('button', { name: 'maintenance', expanded: false }).waitFor();
  writeFileSync(join(product.folder, 'third'), '');
  await steps.getByRole('button', { name: 'Run all failed now' }).click();
  await steps.getByRole('button', { name: 'Run 1' }).click();
  await row('third').waitFor({ state: 'detached' });
});

it('shows in the history what became of everything', async () => {
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByLabel('Outcome').selectOption('FAILED');
  await page.getByLabel('Search by process or instance').fill('third');
  await page.waitForURL(/search=third/);
  const table = page.getByRole('region', { name: 'History' });
  await table.getByRole('link', { name: 'third', exact: true }).waitFor();
  await table.getByText('exit code 1').first().waitFor();
  await page.getByLabel('Outcome').selectOption('SUCCEEDED');
  await page.waitForURL(/outcome=SUCCEEDED/);
  await table.locator('[data-status="COMPLETED"]').first().waitFor();
  await table.getByRole('link', { name: 'look', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /look/ }).waitFor();
});
