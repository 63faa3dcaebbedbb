import type { Browser, Locator, Page } from 'playwright-core';
import { becomes } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const WAITING = `
name: waiting
tasks:
  - name: wait
    command: echo waiting; sleep 600
`;
const IDS = ['orders-a', 'orders-b', 'orders-c', 'orders-d', 'orders-e'];
const RUNNING = ['orders-b', 'orders-c', 'orders-d'];

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'waiting.yaml': WAITING });
  browser = await launchChromium();
  page = await newWatchedPage(await newContext(browser, product), complaints);
  for (const id of IDS) await create(id, RUNNING.includes(id));
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const create = (id: string, start = false) =>
  product.request('POST', '/process-records', { id, type: 'waiting', start });
const row = (id: string): Locator => page.locator(`tr[data-row="${id}"]`);
const status = (id: string, wanted: string): Locator => row(id).locator(`[data-status="${wanted}"]`);
const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
const select = (id: string): Locator => page.getByLabel(`Select ${id}`, { exact: true });
const shownIds = (): Promise<(string | null)[]> =>
  page.locator('tr[data-row]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-row')));
const places = async (): Promise<(number | undefined)[]> =>
  Promise.all(IDS.map(async (id) => (await row(id).boundingBox())?.y));

it('stops the selected ones that run, after one question, and nothing jumps meanwhile', async () => {
  await page.goto('/processes?sort=id');
  await status('orders-d', 'IN_PROGRESS').waitFor();
  const before = await places();
  await select('orders-a').click();
  await select('orders-e').click({ modifiers: ['Shift'] });
  await page.getByText('5 selected').waitFor();

  await create('aaa-first');
  await button(/^1 change/).waitFor();
  await becomes(places, before);

  await button(/^Stop 3$/).click();
  const question = page.getByRole('alertdialog');
  await question.getByText('3 of 5 will be stopped; 2 are not running.').waitFor();
  await question.getByRole('button', { name: 'Stop 3' }).click();
  for (const id of RUNNING) await status(id, 'STOPPED').waitFor();
  await page.getByText('Stopped 3 processes').waitFor();
  await becomes(places, before);

  await button(/^1 change/).click();
  await row('aaa-first').waitFor();
  await becomes(shownIds, ['aaa-first', ...IDS]);
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Selected processes' }).waitFor({ state: 'detached' });
});

it('keeps what leaves a filtered list in its place until one lets go, and takes a stop back', async () => {
  await product.request('POST', '/process-records/bulk', { action: 'start', ids: RUNNING });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Running' }).click();
  await row('orders-d').waitFor();
  await page.getByLabel(/^Select all/).click();
  await button(/^Stop 3$/).click();
  await button('Stop 3').click();
  for (const id of RUNNING) await status(id, 'STOPPED').waitFor();
  await button(/^3 changes/).waitFor();
  await becomes(async () => (await shownIds()).toSorted(), RUNNING);

  await page.getByRole('alert').getByRole('button', { name: 'Resume 3' }).click();
  for (const id of RUNNING) await status(id, 'IN_PROGRESS').waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel(/^Select all/).waitFor();
});

it('selects by keyboard, and says which were refused', async () => {
  await page.goto('/processes?sort=id&search=orders');
  await row('orders-a').getByRole('link').focus();
  await page.keyboard.press('x');
  // A link with the focus fetches its page ahead; that is to be over when the record goes.
  const ahead = page.waitForResponse(/\/process-records\/orders-e\/run-preview/);
  await row('orders-e').getByRole('link').focus();
  await ahead;
  await page.keyboard.press('Shift+X');
  await page.getByText('5 selected').waitFor();
  await button(/^Delete 2$/).click();
  await page.getByText('2 of 5 will be deleted; 3 are running.').waitFor();
  // Meanwhile somebody else was quicker.
  await product.request('DELETE', '/process-records/orders-e');
  await button('Delete 2').click();
  await page.getByText('Deleted 1 process, 1 refused').waitFor();
  await page.getByText("orders-e: No process record with id 'orders-e' exists.").waitFor();
  await page.keyboard.press('Escape');
  await row('orders-a').waitFor({ state: 'detached' });
});

it('keeps views in the browser', async () => {
  await page.goto('/processes');
  await page.getByLabel('Search by id').fill('orders');
  await button('Save view').click();
  await page.getByLabel('Name of the view').fill('Orders');
  await button('Save').click();
  const views = page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: 'All' }).click();
  await row('aaa-first').waitFor();
  await page.reload();
  await views.getByRole('link', { name: 'Orders' }).click();
  await page.waitForURL(/search=orders/);
  await row('aaa-first').waitFor({ state: 'detached' });

  await button('Change the view Orders').click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Name of the view').fill('All orders');
  await button('Rename').click();
  await button('Change the view All orders').click();
  await page.getByRole('menuitem', { name: 'Delete view' }).click();
  await button('Save view').waitFor();
});

it('says what a schedule means, and shows what fires next', async () => {
  await page.goto('/processes/new?type=waiting');
  await page.getByLabel('Id', { exact: true }).fill('weekdays');
  await page.getByLabel('When it runs').selectOption('cron');
  await page.getByLabel('Cron').fill('30 9 * * 1-5');
  await page.getByText('At 09:30, Monday through Friday').waitFor();
  await page
    .getByText(/09:30:00/)
    .nth(4)
    .waitFor();
  await page.getByLabel('Start now').uncheck();
  await button('Create').click();
  await page.waitForURL(/\/processes\/weekdays$/);
  await page.goto('/');
  await page
    .getByRole('region', { name: 'Next fires' })
    .getByRole('link', { name: /weekdays/ })
    .waitFor();
});

it('is a list of cards on a phone', async () => {
  const phone = await newContext(browser, product, { width: 375, height: 740 }, 'dark');
  const small = await newWatchedPage(phone, complaints);
  await small.goto('/processes?sort=id');
  await small.getByRole('link', { name: 'orders-b' }).waitFor();
  await small.getByLabel('Select orders-b', { exact: true }).click();
  await small.getByRole('button', { name: /^Stop 1$/ }).click();
  await small.getByText('1 process will be stopped.').waitFor();
  const overflow = () =>
    small.evaluate(() => {
      const list = document.querySelector('section[aria-label="Process records"]');
      return [document.documentElement, document.getElementById('content'), list].map((element) =>
        element === null ? null : element.scrollWidth - element.clientWidth,
      );
    });
  await becomes(overflow, [0, 0, 0]);
  await phone.close();
});
