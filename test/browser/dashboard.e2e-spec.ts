import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { becomes, hasFocus, titleBecomes } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

// The tasks wait for files, so that the test decides when each one goes on.
const GATED = `
name: gated
description: Two tasks that wait until they are let go
parameters:
  - { name: gate, required: true, description: Folder of the files that let the tasks go }
  - { name: greeting, default: hello }
  - { name: token, secret: true }
tasks:
  - name: first
    command: echo "\${greeting} from first"; until [ -e "\${gate}/first" ]; do sleep 0.05; done; echo "first goes on"
  - name: second
    command: until [ -e "\${gate}/second" ]; do sleep 0.05; done; echo "second is done"
`;
const REPAIRABLE = `
name: repairable
parameters:
  - { name: repaired, required: true, description: File that makes the second task succeed }
tasks:
  - name: prepare
    command: echo prepared
  - name: verify
    command: if [ -e "\${repaired}" ]; then echo verified; else echo "checksum mismatch in orders.dump" >&2; exit 3; fi
`;
const BROKEN = `
name: broken
tasks:
  - name: one
    comand: echo typo
`;
const INITIAL_SCRIPTS_LIMIT_BYTES = 250_000;

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'gated.yaml': GATED, 'repairable.yaml': REPAIRABLE, 'broken.yaml': BROKEN });
  browser = await launchChromium();
  context = await newContext(browser, product);
  page = await newWatchedPage(context, complaints);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const letGo = (name: string): void => writeFileSync(join(product.folder, name), '');
const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const header = (): Locator => page.locator('main header');
const recordStatus = (status: string): Locator => header().locator(`[data-status="${status}"]`);
const task = (name: string, word: string): Locator =>
  page.getByRole('list', { name: 'Tasks' }).getByRole('listitem').filter({ hasText: name }).filter({ hasText: word });
const output = (name: string): Locator => page.getByRole('region', { name: `Output of ${name}` });

/** Waits until exactly these actions can be chosen: the buttons rest while one is under way. */
async function allows(...labels: string[]): Promise<void> {
  await becomes(() => page.getByRole('group', { name: 'Run' }).locator('button:enabled').allInnerTexts(), labels);
}

it('teaches the first step, and runs a sample in one click', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.getByText('Nothing has run here yet').waitFor();
  await button('Create and run a sample').click();
  await page.waitForURL(/\/processes\/three-task-process/);
  await recordStatus('COMPLETED').waitFor();
  await output('test-3-3').getByText('test-3-3').nth(1).waitFor();
  await titleBecomes(page, /^Completed: three-task-process/);
});

it('creates a record from the form of its type, and shows it run without a reload', async () => {
  const overview = await newWatchedPage(context, complaints);
  await overview.goto('/');
  const completed = overview.getByRole('button', { name: /Completed/ });
  await completed.filter({ hasText: '1' }).waitFor();
  await page.bringToFront();

  await page.goto('/types');
  await page.getByText('broken.yaml').waitFor();
  await page.getByRole('link', { name: 'gated' }).click();
  await page.getByRole('link', { name: 'New process of this type' }).click();
  await page.getByLabel('Id', { exact: true }).fill('watched');
  await button('Create and start').click();
  await page.getByText('Required', { exact: true }).waitFor();
  await page.getByLabel(/^gate/).fill(product.folder);
  await page.getByLabel('token').fill('s3cret');
  await button('Create and start').click();

  await page.waitForURL(/\/processes\/watched$/);
  await task('first', 'In progress').waitFor();
  await output('first').getByText('hello from first').waitFor();
  await overview.getByRole('link', { name: 'first: In progress' }).waitFor();
  await allows('Stop');
  expect(await page.getByText('s3cret').count()).toBe(0);

  letGo('first');
  await task('first', 'Completed').waitFor();
  await task('second', 'In progress').waitFor();
  letGo('second');
  await recordStatus('COMPLETED').waitFor();
  await output('second').getByText('second is done').waitFor();
  await allows('Start');

  await overview.getByRole('link', { name: 'second: Completed' }).waitFor();
  await completed.filter({ hasText: '2' }).waitFor();
  const matrix = overview.getByRole('region', { name: 'Process records and their tasks' });
  await overview.bringToFront();
  await matrix.getByRole('link', { name: 'watched', exact: true }).focus();
  for (const [key, cell] of [
    ['ArrowRight', 'first: Completed'],
    ['ArrowRight', 'second: Completed'],
    ['ArrowLeft', 'first: Completed'],
  ] as const) {
    await overview.keyboard.press(key);
    await hasFocus(matrix.getByRole('link', { name: cell }));
  }
  await overview.keyboard.press('Enter');
  await overview.getByRole('region', { name: 'Output of first' }).getByText('first goes on', { exact: true }).waitFor();
  await overview.close();
});

it('leads from the overview to why a run failed, and resumes it', async () => {
  const repaired = join(product.folder, 'repaired');
  await product.request('POST', '/process-records', {
    id: 'nightly.backup',
    type: 'repairable',
    inputData: { repaired },
    start: true,
  });
  await page.goto('/');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await attention.getByRole('link', { name: /nightly\.backup.*verify.*exit code 3/ }).click();
  await output('verify').getByText('checksum mismatch in orders.dump').waitFor();
  await page.getByText('Task verify failed: exit code 3').waitFor();
  await titleBecomes(page, /^Failed: nightly\.backup/);
  await allows('Start', 'Resume');

  letGo('repaired');
  await button('Resume').click();
  await button('Resume now').click();
  await recordStatus('COMPLETED').waitFor();
  await task('prepare', 'Skipped').waitFor();
  await page.getByRole('region', { name: 'Runs' }).getByText('resumed by admin').waitFor();

  await page.getByRole('link', { name: /^1 Failed/ }).click();
  await page.waitForURL(/\/runs\//);
  await page.getByText('Task verify failed: exit code 3').waitFor();
  await page.reload();
  await output('verify').getByText('checksum mismatch in orders.dump').waitFor();
});

it('stops what runs, says what was refused, and deletes after asking', async () => {
  await product.request('POST', '/process-records', {
    id: 'stopped',
    type: 'gated',
    inputData: { gate: join(product.folder, 'never') },
    start: true,
  });
  await page.goto('/processes/stopped');
  await task('first', 'In progress').waitFor();
  await button('Stop').click();
  await recordStatus('STOPPED').waitFor();
  await allows('Start', 'Resume');

  await button('More actions').click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByText('all its runs and everything they printed are removed').waitFor();
  await button('Delete').click();
  await page.waitForURL(/\/processes$/);
  await page.getByRole('link', { name: 'watched' }).waitFor();
  await page.getByRole('link', { name: 'stopped' }).waitFor({ state: 'detached' });
  // The end of the stopped command is news of a record that is gone when the page asks for it.
  const others = complaints.filter((complaint) => !/404.*\/stopped/.test(complaint));
  complaints.splice(0, complaints.length, ...others);
});

it('keeps filters in the address', async () => {
  await page.goto('/processes');
  await page.getByLabel('Search by id').fill('night');
  await page.waitForURL(/search=night/);
  await page.getByRole('link', { name: 'nightly.backup' }).waitFor();
  await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Failed' });
  await page.getByText('No process matches these filters').waitFor();
  await page.reload();
  await becomes(() => page.getByLabel('Search by id').inputValue(), 'night');
  await button('Clear filters').first().click();
  await page.getByRole('link', { name: 'watched' }).waitFor();
});

it.each([
  ['/types', 'Process types'],
  ['/types/gated', 'gated'],
  ['/workers', 'Workers'],
])('names every script of %s in the page, so that none waits for another', async (path, heading) => {
  const fresh = await newContext(browser, product);
  const first = await newWatchedPage(fresh, complaints);
  const scripts: string[] = [];
  first.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  const document = await (await first.goto(path))?.text();
  await first.getByRole('heading', { name: heading, level: 1 }).waitFor();
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((script) => document?.includes(script) !== true)).toEqual([]);
  await fresh.close();
});

it('begins the overview with at most 250 kB of scripts, compressed; its chart comes after', async () => {
  const fresh = await newContext(browser, product);
  const document = await (await fresh.request.get('/', { headers: { accept: 'text/html' } })).text();
  const scripts = [...document.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, address]) => address ?? '');
  const sizes = scripts.map(async (script) => gzipSync(await (await fresh.request.get(script)).body()).length);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50 * 1024);
  expect(total).toBeLessThan(INITIAL_SCRIPTS_LIMIT_BYTES);
  await fresh.close();
});
