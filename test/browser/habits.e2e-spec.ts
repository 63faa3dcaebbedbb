import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { becomes, hasFocus, titleBecomes } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const HOLDS = `
name: holds
description: Says where it is, then waits for a file
parameters:
  - { name: gate, required: true }
tasks:
  - name: say
    command: echo "held at \${gate}"; until [ -e "\${gate}" ]; do sleep 0.05; done
`;
const FAILS = `
name: fails
tasks:
  - name: check
    command: echo "nothing is right" >&2; exit 4
`;

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
let taskId: string;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'holds.yaml': HOLDS, 'fails.yaml': FAILS });
  browser = await launchChromium();
  page = await newWatchedPage(await newContext(browser, product), complaints);
  await product.request('POST', '/process-records', { id: 'broken', type: 'fails', start: true });
  await product.request('POST', '/process-records', {
    id: 'held',
    type: 'holds',
    inputData: { gate: join(product.folder, 'never') },
    start: true,
  });
  const { tasks } = (await product.request('GET', '/api/processes/held')) as { tasks: { id: string }[] };
  taskId = tasks[0]?.id ?? '';
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const recordStatus = (owner: Page, status: string): Locator => owner.locator(`main header [data-status="${status}"]`);

/** Every page, with data where it can have some. */
const paths = (): string[] => [
  '/',
  '/processes',
  '/processes/new?type=holds',
  '/processes/held',
  '/processes/held/edit',
  '/processes/broken',
  `/tasks/${taskId}`,
  '/types',
  '/types/holds',
  '/types/new',
  '/workers',
];

async function showWhole(owner: Page, path: string): Promise<void> {
  await owner.goto(path);
  await owner.locator('main h1').first().waitFor();
  await owner.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
}

/** Presses Tab until it has the focus; what Tab does not reach fails. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab does not reach it');
}

const palette = (): Locator => page.getByRole('combobox', { name: 'Find or do anything' });
const selectedOption = (text: string): Locator =>
  page.locator('[role="option"][aria-selected="true"]').filter({ hasText: text });

/** Chooses in the command palette what is offered first for a text, typed without waiting for the palette. */
async function command(text: string, offered: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(text);
  await hasFocus(palette());
  expect(await palette().inputValue()).toBe(text);
  await selectedOption(offered).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

it('creates, starts, reads and stops a process by keys alone', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await command('type holds', 'holds');
  await page.waitForURL(/\/types\/holds$/);
  await tabTo(page.getByRole('link', { name: 'New process of this type' }));
  await page.keyboard.press('Enter');
  await tabTo(page.getByLabel('Id', { exact: true }));
  await page.keyboard.type('jk?g');
  await tabTo(page.getByLabel(/^gate/));
  await page.keyboard.type(join(product.folder, 'gate'));
  await tabTo(page.getByLabel('Start now'));
  await page.keyboard.press('Space');
  await page.getByLabel('Id', { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('by-keys');
  await tabTo(page.getByRole('button', { name: 'Create', exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/processes\/by-keys$/);

  await command('start', 'Start by-keys');
  await recordStatus(page, 'IN_PROGRESS').waitFor();
  const output = page.getByRole('region', { name: 'Output of say' });
  await output.getByText(/held at/).waitFor();
  await tabTo(output.getByLabel('Wrap'));
  await page.keyboard.press('/');
  await page.keyboard.type('held');
  await output.getByText(/1 of 1/).waitFor();

  await command('stop', 'Stop by-keys');
  await recordStatus(page, 'STOPPED').waitFor();
});

it('goes through lists and pages by single keys, and lists them', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForURL(/\/processes$/);
  // Not that of a part of the overview, which stays until the other page is there.
  await page.getByRole('heading', { name: /^Processes/, level: 1 }).waitFor();
  await page.getByRole('link', { name: 'broken', exact: true }).waitFor();
  for (const [key, row] of [
    ['j', 'by-keys'],
    ['j', 'held'],
    ['j', 'broken'],
    ['k', 'held'],
  ] as const) {
    await page.keyboard.press(key);
    await hasFocus(page.getByRole('link', { name: row, exact: true }));
  }
  await page.keyboard.press('Control+k');
  await hasFocus(palette());
  await page.keyboard.type('stop held');
  await selectedOption('Stop held').waitFor();
  await page.keyboard.press('Escape');
  await palette().waitFor({ state: 'detached' });
  await hasFocus(page.getByRole('link', { name: 'held', exact: true }));
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys on this page' });
  await help.getByText('Select the row').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
  await hasFocus(page.getByRole('link', { name: 'held', exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/processes\/held$/);
  await page.getByRole('heading', { name: 'held' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('j?');
  await becomes(() => page.getByLabel('Find a process by its id').inputValue(), 'j?');
});

it('shows what each worker runs, and leads there from an attempt', async () => {
  await page.goto(`/tasks/${taskId}`);
  await page.getByRole('heading', { name: 'say', level: 1 }).waitFor();
  await command('open run', 'Open run 1 of held');
  await page.waitForURL(/\/runs\//);
  await page.goBack();
  await page.getByRole('region', { name: 'Attempts' }).getByRole('link', { name: /-\d+-/ }).click();
  await page.waitForURL(/\/workers#/);
  const worker = page.getByRole('list', { name: 'Alive' }).locator('li[data-target]');
  await worker.getByText('1 of 4 slots').waitFor();
  await worker.getByRole('link', { name: 'held', exact: true }).waitFor();
  await titleBecomes(page, /^1 alive · Workers/);
  await product.request('POST', '/process-records/by-keys/start');
  await worker.getByText('2 of 4 slots').waitFor();
  await product.request('POST', '/process-records/by-keys/stop');
  await worker.getByRole('link', { name: 'say', exact: true }).nth(1).waitFor({ state: 'detached' });
  await page.goto('/workers#gone-long-ago');
  await page.getByText('gone-long-ago').waitFor();
});

it('brings a deleted view back', async () => {
  await page.goto('/processes?search=held');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name of the view').fill('Mine');
  await page.keyboard.press('Enter');
  const view = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Mine' });
  await page.getByRole('button', { name: 'Change the view Mine' }).click();
  await page.getByRole('menuitem', { name: 'Delete view' }).click();
  await view.waitFor({ state: 'detached' });
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await view.waitFor();
});

it('tells of failures by title and icon', async () => {
  await page.goto('/');
  const icon = (file: string): Promise<void> =>
    page.locator(`link[rel="icon"][href="${file}"]`).waitFor({ state: 'attached' });
  await icon('/favicon-failed.svg');
  await titleBecomes(page, /^1 failed · Overview/);
  await product.request('DELETE', '/process-records/broken');
  await icon('/favicon.svg');
  await titleBecomes(page, /^Overview/);
  await product.request('POST', '/process-records', { id: 'broken', type: 'fails', start: true });
  await icon('/favicon-failed.svg');
});

it('fits a phone and is dark where the system is, on every page; one reads, stops and resumes there', async () => {
  const phone = await newContext(browser, product, { width: 375, height: 740 }, 'dark');
  const small = await newWatchedPage(phone, complaints);
  for (const path of paths()) {
    await showWhole(small, path);
    const overflow = () =>
      small.evaluate(() =>
        [document.documentElement, document.getElementById('content')].map((element) =>
          element === null ? null : element.scrollWidth - element.clientWidth,
        ),
      );
    const wanted = { path, overflow: [0, 0], isDark: true, isReadable: true, pale: [] };
    await becomes(async () => ({ path, overflow: await overflow(), ...(await small.evaluate(readColours)) }), wanted);
  }
  await small.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Processes' }).click();
  await small.getByRole('link', { name: 'held', exact: true }).click();
  await small
    .getByRole('region', { name: 'Output of say' })
    .getByText(/held at/)
    .waitFor();
  await small.getByRole('button', { name: 'Stop', exact: true }).click();
  await recordStatus(small, 'STOPPED').waitFor();
  await small.getByRole('alert').getByRole('button', { name: 'Resume it' }).click();
  await recordStatus(small, 'IN_PROGRESS').waitFor();
  await small.emulateMedia({ colorScheme: 'light' });
  await small.locator('html[data-mantine-color-scheme="light"]').waitFor();
  await becomes(async () => (await small.evaluate(readColours)).isDark, false);
  await phone.close();
});

/** Runs in the page: whether it is dark, its title light, and which large surfaces are not dark. */
function readColours(): { isDark: boolean; isReadable: boolean; pale: string[] } {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  // Whatever notation the browser computes, painted it is red, green, blue and opacity.
  const lightness = (colour: string): number | null => {
    if (canvas === null) throw new Error('no canvas');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, opacity = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return opacity < 128 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const backgroundOf = (element: Element): number | null => lightness(getComputedStyle(element).backgroundColor);
  const title = document.querySelector('main h1') ?? document.body;
  const pale = [...document.querySelectorAll('body *')].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return Math.min(width, height) > 60 && (backgroundOf(element) ?? 0) > 0.4;
  });
  return {
    isDark: (backgroundOf(document.body) ?? 1) < 0.15,
    isReadable: (lightness(getComputedStyle(title).color) ?? 0) > 0.7,
    pale: pale.map((element) => `${element.tagName} ${element.className}`),
  };
}
