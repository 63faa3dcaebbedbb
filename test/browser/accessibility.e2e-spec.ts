import { eventually } from '@app/testing';
import type { Browser, Page } from 'playwright-core';
import { installAxe, PHONE, violationsInAllLooks, WIDE } from './axe';
import { launchChromium } from './chromium';
import { everyPage, openPage, type SamplePage } from './every-page';
import { findHiddenFocus } from './focus-walk';
import { type Product, startProduct } from './product';
import { BROKEN_FILE, makeSampleRecords } from './sample-records';
import { newContext, newWatchedPage } from './watched-page';

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
let pages: readonly SamplePage[];
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct(BROKEN_FILE);
  pages = everyPage(await makeSampleRecords(product));
  browser = await launchChromium();
  const context = await newContext(browser, product, WIDE);
  await installAxe(context);
  page = await newWatchedPage(context, complaints);
  await page.emulateMedia({ reducedMotion: 'reduce' });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  // A schedule that is none is asked for on purpose.
  expect(complaints.splice(0).filter((complaint) => !/400.*\/api\/schedules\/preview/.test(complaint))).toEqual([]);
});

it('finds nothing that WCAG 2.2 AA forbids on any page, and sees the focus wherever Tab leads', async () => {
  const found: string[] = [];
  for (const shown of pages) {
    await openPage(page, shown);
    found.push(...(await violationsInAllLooks(page, shown.name)));
    if (shown.isVariant) continue;
    for (const viewport of [WIDE, PHONE]) {
      await page.setViewportSize(viewport);
      const unseen = await findHiddenFocus(page);
      found.push(...unseen.map((problem) => `${shown.name}, ${viewport.width} px, focus ${problem}`));
    }
    await page.setViewportSize(WIDE);
  }
  expect(found).toEqual([]);
});

it.each<[string, string, () => Promise<unknown>]>([
  ['the menu of a process', '/processes/failed', openMenu],
  ['the question before a process is deleted', '/processes/idle', askToDelete],
  ['what a resume keeps', '/processes/failed', askToResume],
  ['selected processes', '/processes', selectOne],
  ['the question before many are deleted', '/processes?search=idle', askForBulkDelete],
  ['the name of a view', '/processes?search=idle', nameView],
  ['no match', '/processes?search=nothing-like-it', () => page.getByText('No process matches').waitFor()],
  ['display settings', '/workers', openSettings],
  ['the palette', '/workers', openPalette],
  ['the keys', '/processes', openKeys],
  ['a form with mistakes', '/processes/new?type=orders', submitMistakes],
  ['a definition with problems', '/types/orders/edit', () => write('name: [\n')],
  ['the review of a definition', '/types/orders/edit', reviewChange],
  ['the question before a text is lost', '/types/orders/edit', leaveText],
  ['the question before a type is deleted', '/types/flaky', askToDeleteType],
])('finds nothing in %s', async (name, path, act) => {
  await openPage(page, { path });
  await act();
  expect(await violationsInAllLooks(page, name)).toEqual([]);
});

it('keeps still for whoever asks for less motion', async () => {
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);
  await openPage(page, { path: '/processes/running', shows: 'waiting' });
  await eventually('nothing moves', async () => (await moving()) === 0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.waitForFunction(() => document.getAnimations().some(({ playState }) => playState === 'running'));
  await page.emulateMedia({ reducedMotion: 'reduce' });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

async function openMenu(): Promise<void> {
  await button('More actions').click();
  await page.getByRole('menuitem').first().waitFor();
}

async function askToDelete(): Promise<void> {
  await openMenu();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByText('all its runs and everything they printed are removed').waitFor();
}

async function askToResume(): Promise<void> {
  await button('Resume').click();
  await button('Resume now').waitFor();
}

async function selectOne(): Promise<void> {
  await page.getByLabel('Select failed', { exact: true }).click();
  await page.getByRole('region', { name: 'Selected processes' }).waitFor();
}

async function nameView(): Promise<void> {
  await button('Save view').click();
  await page.getByLabel('Name of the view').waitFor();
}

async function openSettings(): Promise<void> {
  await button('Display and account').click();
  await page.getByRole('menuitem').or(page.getByRole('menuitemradio')).first().waitFor();
}

async function openPalette(): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
}

async function openKeys(): Promise<void> {
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys on this page' }).getByText('Next row').waitFor();
}

async function askToDeleteType(): Promise<void> {
  await button('Delete…').click();
  await page.getByRole('region', { name: 'Delete this type' }).waitFor();
}

async function askForBulkDelete(): Promise<void> {
  await page.getByLabel('Select idle', { exact: true }).click();
  await page.getByRole('button', { name: /^Delete 1/ }).click();
  await page.getByRole('alertdialog').waitFor();
}

async function submitMistakes(): Promise<void> {
  await page.getByLabel('Id', { exact: true }).fill('not an id');
  await page.getByLabel(/^rows/).fill('many');
  await page.getByLabel('When it runs').selectOption('cron');
  await page.getByLabel('Cron').fill('61 * * * *');
  await page.getByLabel('Cron').and(page.locator('[aria-invalid="true"]')).waitFor();
  await button('Create and start').click();
  await page.getByText('Must be a number').waitFor();
}

async function write(text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Definition as YAML' });
  await editor.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.getByText(/^\s*(\d+ problems?|No problems)\s*$/).waitFor();
}

async function reviewChange(): Promise<void> {
  await write('name: orders\nparameters:\n  - { name: day, required: true }\ntasks:\n  - { name: load, command: x }\n');
  await button('Review changes').click();
  await page.getByText('could not start any more').waitFor();
}

async function leaveText(): Promise<void> {
  await write('name: orders\n');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workers' }).click();
  await button('Stay here').waitFor();
}
