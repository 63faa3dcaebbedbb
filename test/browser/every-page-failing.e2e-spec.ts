import { eventually } from '@app/testing';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from './chromium';
import { everyPage, type SamplePage } from './every-page';
import { type Product, startProduct } from './product';
import { BROKEN_FILE, makeSampleRecords } from './sample-records';
import { newContext } from './watched-page';

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let context: BrowserContext;
let pages: readonly SamplePage[];

beforeAll(async () => {
  product = await startProduct(BROKEN_FILE);
  pages = everyPage(await makeSampleRecords(product)).filter(({ name, isVariant }) => name !== 'no page' && !isVariant);
  browser = await launchChromium();
  context = await newContext(browser, product);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

it('says on each page that the server failed, and goes on when one tries again', async () => {
  for (const shown of pages) {
    const page = await context.newPage();
    const problem = {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'The disk is on fire.',
    };
    await page.route('**/*', (route, request) =>
      request.resourceType() === 'fetch'
        ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) })
        : route.continue(),
    );
    await page.goto(shown.path);
    const retry = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await page.getByRole('alert').filter({ hasText: problem.detail }).first().waitFor();
    await retry.first().waitFor();
    await page.unrouteAll();
    await eventually(`${shown.name} is there again`, async () => {
      if ((await retry.count()) > 0)
        await retry
          .first()
          .click({ timeout: 1_000 })
          .catch(() => undefined);
      return (await retry.count()) === 0;
    });
    await page
      .locator('main')
      .getByText(shown.shows ?? '')
      .filter({ visible: true })
      .first()
      .waitFor();
    await page.close();
  }
});
