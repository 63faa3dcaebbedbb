import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const QUICK = `
name: quick
tasks:
  - name: note
    command: "true"
`;

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'quick.yaml': QUICK });
  browser = await launchChromium();
  page = await newWatchedPage(await newContext(browser, product), complaints);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const region = (name: string): Locator => page.getByRole('region', { name, exact: true });

it('schedules, sees each fire and what became of it, pauses, makes up for a range, and resumes from the list', async () => {
  await page.goto('/processes/new?type=quick');
  await page.getByLabel('Id', { exact: true }).fill('ticker');
  await page.getByLabel('Start now').uncheck();
  await page.getByLabel('When it runs').selectOption('delay');
  await page.getByLabel('Delay', { exact: true }).fill('90s');
  await page.getByText('90 seconds after the end of the last run, whatever began it').waitFor();
  await page.getByLabel('When it runs').selectOption('cron');
  await page.getByLabel('Cron', { exact: true }).fill('* * * * * *');
  await page.getByText('Options all as usual').click();
  await page.getByLabel('If a run is still active').selectOption('queue');
  await page.locator('form ol li').nth(4).waitFor();
  await button('Create').click();

  await page.getByRole('heading', { name: 'ticker', exact: true }).waitFor();
  await region('Schedule').getByText('let one fire wait for its end').waitFor();
  await region('Next fires of this schedule').getByRole('listitem').nth(4).waitFor();
  await region('Past fires')
    .getByRole('link', { name: /^Run \d+$/ })
    .first()
    .waitFor();
  await button('Pause schedule').click();
  await button('Resume schedule').waitFor();
  await region('Past fires').getByText('the schedule was paused').first().waitFor();

  await button('Backfill…').click();
  await page.getByLabel('From (UTC)').fill('2020-01-01T00:00');
  await page.getByLabel('To (UTC)').fill('2020-01-01T00:09');
  await button('List the fires').click();
  await region('Backfill').getByText('600 fires: 600 get a run.').waitFor();
  await page.waitForURL(/backfill=true/);
  await page.reload();
  await button('Queue 600 runs').click();
  await region('Schedule')
    .getByText(/^\d+ fires wait$/)
    .waitFor();
  await button('Cancel the backfill').click();
  await button('Cancel the backfill').waitFor({ state: 'detached' });

  await page.goto('/processes/ticker/edit');
  await page.getByText('Options 1 different from the usual').click();
  await page
    .getByLabel('If a run is still active')
    .and(page.locator('select:has(option[value="queue"]:checked)'))
    .waitFor();

  await page.goto('/processes?scheduleState=paused');
  await page.getByLabel('Select ticker').check();
  await button('Resume schedule 1').click();
  await button('Resume 1 schedule').click();
  await page.getByText('Resumed 1 schedule', { exact: true }).waitFor();
});
