import { eventually } from '@app/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const COUNTING = `
name: counting
tasks:
  - name: count
    command: seq 1 1000000
  - name: colours
    command: printf '\\033[1;31mred\\033[0m plain\\n10%%\\r100%%\\n'
`;
const PATIENCE_MS = 30_000;

jest.setTimeout(120_000);

let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
let tasks: readonly { id: string }[];

beforeAll(async () => {
  product = await startProduct({ 'counting.yaml': COUNTING });
  await product.request('POST', '/process-records', { id: 'counted', type: 'counting', start: true });
  await eventually(
    'the record is completed',
    async () => {
      const shown = await product.request('GET', '/api/processes/counted?output=false');
      const { process, tasks: found } = shown as { process: { currentStatus: string }; tasks: { id: string }[] };
      tasks = found;
      return process.currentStatus === 'COMPLETED';
    },
    PATIENCE_MS,
  );
  browser = await launchChromium();
  page = await newWatchedPage(await newContext(browser, product), complaints);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const lines = (): Locator => page.getByRole('region', { name: /^Lines of/ });
const line = (number: number): Locator => lines().getByText(String(number), { exact: true });

it('opens a million lines at the line of the address', async () => {
  await page.goto(`/tasks/${tasks[0]?.id}#L500000`);
  await line(500_000).first().waitFor();
  expect(await lines().locator('[data-pointed]').allInnerTexts()).toEqual([expect.stringMatching(/^500000\s*500000$/)]);
  expect(await lines().locator('[data-index]').count()).toBeLessThan(200);
});

it('goes to the start and the end, and points to lines by their numbers', async () => {
  await lines().click();
  await page.keyboard.press('g');
  await line(1).first().waitFor();
  await page.keyboard.press('Shift+G');
  await line(1_000_000).first().waitFor();
  await lines().getByRole('link', { name: 'Line 999990', exact: true }).click();
  await page.waitForURL(/#L999990$/);
  await lines()
    .getByRole('link', { name: 'Line 999993', exact: true })
    .click({ modifiers: ['Shift'] });
  await page.waitForURL(/#L999990-L999993$/);
  expect(await lines().locator('[data-pointed]').count()).toBe(4);
});

it('searches the whole output on the server, forwards and backwards', async () => {
  const found = page.getByRole('region', { name: 'Output of count' }).getByRole('status');
  await lines().press('/');
  await page.keyboard.type('77777');
  await found.filter({ hasText: /^1 of 19$/ }).waitFor();
  await line(77_777).first().waitFor();
  await page.keyboard.press('Enter');
  await found.filter({ hasText: /^2 of 19$/ }).waitFor();
  await page.keyboard.press('Shift+Enter');
  await found.filter({ hasText: /^1 of 19$/ }).waitFor();
  await page.keyboard.press('Shift+F3');
  await found.filter({ hasText: /^19 of 19$/ }).waitFor();
});

it('shows colours and the last state of a progress bar, and downloads what was written', async () => {
  await page.goto(`/tasks/${tasks[1]?.id}`);
  const red = lines().getByText('red', { exact: true });
  await red.waitFor();
  expect(await red.getAttribute('data-ansi')).toContain('red');
  await line(1).first().waitFor();
  expect(await lines().innerText()).not.toContain('10%\r');
  await lines().getByText('100%', { exact: true }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^task-.*-attempt-1\.log$/);
});
