import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@app/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { becomes, hasFocus } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const SLOTS = 4;
const GATED = `
name: gated
parameters:
  - { name: gate, required: true }
tasks:
  - name: hold
    command: until [ -e "\${gate}" ]; do sleep 0.05; done
`;
const REPORT = `
name: report
parameters:
  - { name: gate, required: true }
tasks:
  - name: prepare
    command: echo preparing; until [ -e "\${gate}" ]; do sleep 0.05; done
  - name: verify
    command: echo "checksum mismatch" >&2; exit 3
  - name: ship
    command: echo shipped
`;
const REPAIRED = REPORT.replace('echo "checksum mismatch" >&2; exit 3', 'echo verified');

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'gated.yaml': GATED, 'report.yaml': REPORT });
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
const region = (name: string): Locator => page.getByRole('region', { name });
const bar = (name: RegExp): Locator => region('Timeline').getByRole('link', { name });
const list = (name: string): Locator => page.getByRole('list', { name, exact: true });
const recordStatus = (status: string): Locator => page.locator(`main header [data-status="${status}"]`);

it('creates, watches, reads why it failed, resumes knowing what runs again, and compares', async () => {
  const gate = join(product.folder, 'report-gate');
  await page.goto('/processes/new?type=report');
  await page.getByLabel('Id', { exact: true }).fill('monthly');
  await page.getByLabel(/^gate/).fill(gate);
  await button('Create and start').click();
  await bar(/^Attempt 1: in progress/).waitFor();
  await region('Output of prepare').getByText('preparing', { exact: true }).waitFor();

  writeFileSync(gate, '');
  await recordStatus('FAILED').waitFor();
  await list('Tasks').getByText('Not run', { exact: true }).waitFor();
  await bar(/^Attempt 1: failed \(exit code 3\)/).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/task=1.*attempt=1/);
  await region('Output of verify').getByText('checksum mismatch', { exact: true }).waitFor();

  writeFileSync(join(product.folder, 'types', 'report.yaml'), REPAIRED);
  await eventually('the repaired type is in use', async () => {
    const { version } = (await product.request('GET', '/process-types/report')) as { version: number };
    return version === 2;
  });
  await page.reload();
  await page.getByText('Next start: Uses version 2 of the type; run 1 used version 1.').waitFor();
  await button('Resume').click();
  await list('Keeps').getByText('prepare').waitFor();
  await becomes(() => list('Runs').getByRole('listitem').allTextContents(), ['verify changed', 'ship']);
  await button('Resume now').click();
  await recordStatus('COMPLETED').waitFor();
  await region('Timeline').getByRole('link', { name: 'the run that finished it' }).waitFor();

  await page.getByLabel('Compare with').selectOption({ label: 'Run 1: failed, version 1' });
  await page.waitForURL(/compare=/);
  await region('Input and definition').locator('.cm-deletedChunk', { hasText: 'checksum mismatch' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'From run 1 to run 2' }).waitFor();
  await list('Tasks').getByRole('link', { name: 'ship', exact: true }).click();
  await page.waitForURL(/task=2/);
  await region('Output of ship').getByText('shipped', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'From run 1 to run 2' }).waitFor();

  const grid = page.getByRole('table', { name: 'Tasks by run' });
  await grid.getByRole('link', { name: /^Run 2: completed/ }).focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await hasFocus(grid.getByRole('link', { name: /^verify in run 1: failed/ }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/runs\/.*task=1/);
  await page.getByText('Task verify failed: exit code 3').waitFor();

  await page.goto('/processes/monthly?task=0');
  await region('Output of prepare').getByRole('link', { name: 'See what it printed there' }).click();
  await page.waitForURL(/\/tasks\//);
  await region('Output of prepare').getByText('preparing', { exact: true }).waitFor();
});

it('says why a run waits, and goes on by itself', async () => {
  const gate = join(product.folder, 'slots-gate');
  for (let slot = 0; slot < SLOTS; slot++)
    await product.request('POST', '/process-records', {
      id: `busy-${slot}`,
      type: 'gated',
      inputData: { gate },
      start: true,
    });
  await page.goto('/processes/busy-3');
  await bar(/^Attempt 1: in progress/).waitFor();
  await product.request('POST', '/process-records', { id: 'behind', type: 'gated', inputData: { gate }, start: true });
  await page.goto('/processes/behind');
  await list('Tasks').getByText('Waiting: all 4 slots are busy, it is the next').waitFor();
  writeFileSync(gate, '');
  await recordStatus('COMPLETED').waitFor();
});
