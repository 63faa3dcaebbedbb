import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@app/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { becomes } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const ESC = '\\033';
const PRINTING = `
name: printing
tasks:
  - name: count
    command: seq 1 1000000
  - name: colours
    command: printf '${ESC}[1;31mred${ESC}[0m plain\\n10%%\\r100%%\\n${ESC}[35m'; seq 1 3000; printf '${ESC}[0mend\\n'
  - name: long
    command: head -c 200000 /dev/zero | tr '\\0' x; echo 'the end of it'; echo after
  - name: millions
    command: seq 1 3000000
  - name: flood
    command: seq 1 30000000 | head -c 60000000
  - name: hostile
    command: |
      printf '<img src=x onerror="document.title=1"><script>document.title=2</script>\\n'
      printf '${ESC}]0;taken over\\007${ESC}]8;;javascript:alert(1)${ESC}\\\\a link${ESC}]8;;${ESC}\\\\ and text\\n'
      printf '${ESC}[2J${ESC}[H${ESC}P1$qx${ESC}\\\\cleared${ESC}c\\nlast line\\n'
`;
const GROWING = `
name: growing
parameters:
  - { name: gates, required: true }
tasks:
  - name: grow
    command: >-
      seq 1 5000;
      for gate in 1 2; do until [ -e "\${gates}/\${gate}" ]; do sleep 0.05; done; echo "behind gate \${gate}"; done;
      until [ -e "\${gates}/3" ]; do sleep 0.05; done
`;
const PATIENCE_MS = 120_000;

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
let tasks: readonly { id: string }[];
const complaints: string[] = [];

beforeAll(async () => {
  const types = { 'printing.yaml': PRINTING, 'growing.yaml': GROWING };
  product = await startProduct(types, { OUTPUT_LIMIT_BYTES: String(32 * 1024 * 1024) });
  await product.request('POST', '/process-records', { id: 'printed', type: 'printing', start: true });
  await eventually(
    'the record is completed',
    async () => {
      const shown = await product.request('GET', '/api/processes/printed?output=false');
      const { process, tasks: found } = shown as { process: { currentStatus: string }; tasks: { id: string }[] };
      tasks = found;
      return process.currentStatus === 'COMPLETED';
    },
    PATIENCE_MS,
  );
  browser = await launchChromium();
  page = await newWatchedPage(await newContext(browser, product), complaints);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => expect(complaints.splice(0)).toEqual([]));

const lines = (): Locator => page.getByRole('region', { name: /^Lines of/ });
const number = (line: number): Locator => lines().getByRole('link', { name: `Line ${line}`, exact: true });
// What was printed: the number of a line, a link, is there before its text.
const text = (words: string): Locator => page.locator(':not(a)').and(lines().getByText(words, { exact: true }));
const searched = (task: string): Locator => page.getByRole('region', { name: `Output of ${task}` }).getByRole('status');
const openTask = (index: number, hash = '') => page.goto(`/tasks/${tasks[index]?.id}${hash}`);

it('opens a million lines at the line of the address', async () => {
  await openTask(0, '#L500000');
  await text('500000').first().waitFor();
  const pointed = () => lines().locator('[data-pointed]').allInnerTexts();
  await becomes(pointed, [expect.stringMatching(/^500000\s*500000$/)]);
  expect(await lines().locator('[data-row]').count()).toBeLessThan(200);
});

it('goes to the start and the end, and points to lines by their numbers', async () => {
  await lines().click();
  await page.keyboard.press('g');
  await text('1').first().waitFor();
  await page.keyboard.press('End');
  await text('1000000').first().waitFor();
  await number(999_990).click();
  await page.waitForURL(/#L999990$/);
  await number(999_993).click({ modifiers: ['Shift'] });
  await page.waitForURL(/#L999990-L999993$/);
  await becomes(() => lines().locator('[data-pointed]').count(), 4);
});

it('searches the whole output on the server, forwards and backwards', async () => {
  const found = searched('count');
  await lines().press('/');
  await page.keyboard.type('77777');
  await found.filter({ hasText: /^1 of 19$/ }).waitFor();
  await text('77777').first().waitFor();
  await page.keyboard.press('Enter');
  await found.filter({ hasText: /^2 of 19$/ }).waitFor();
  await page.keyboard.press('Shift+Enter');
  await found.filter({ hasText: /^1 of 19$/ }).waitFor();
  await page.keyboard.press('Shift+F3');
  await found.filter({ hasText: /^19 of 19$/ }).waitFor();
});

it('lands exactly in more lines than a browser can lay out', async () => {
  await openTask(3, '#L2000000');
  await text('2000000').first().waitFor();
  await lines().hover();
  // By the wheel line by line, as in a short output.
  await page.mouse.wheel(0, 190);
  await number(2_000_030).waitFor();
  await number(2_000_002).waitFor();
  // By the scroll bar to any place.
  await lines().evaluate((log) => log.scrollTo({ top: (log.scrollHeight - log.clientHeight) / 2 }));
  await text('1500000').first().waitFor();
  await lines().press('End');
  await text('3000000').first().waitFor();
  await lines().press('Home');
  await text('1').first().waitFor();
  await lines().press('/');
  await page.keyboard.type('2345678');
  await searched('millions')
    .filter({ hasText: /^1 of 1$/ })
    .waitFor();
  await lines().locator('mark').waitFor();
});

it('shows colours that go on over lines and pages, and the last state of a progress bar', async () => {
  await openTask(1, '#L1500');
  const colourOf = (words: string) =>
    text(words)
      .last()
      .evaluate((span) => getComputedStyle(span).color);
  await text('1498').last().waitFor();
  const purple = await colourOf('1498');
  await lines().press('End');
  await text('end').waitFor();
  await becomes(() => colourOf('3000'), purple);
  expect(await colourOf('end')).not.toBe(purple);
  await lines().press('Home');
  await text('red').waitFor();
  await text('100%').waitFor();
  expect(await lines().innerText()).not.toContain('10%\r');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^task-.*-attempt-1\.log$/);
});

it('shows the whole of a long line when asked', async () => {
  await openTask(2);
  await text('after').waitFor();
  expect(await lines().getByText('the end of it').count()).toBe(0);
  await lines().getByRole('button', { name: 'Show all' }).click();
  await lines().getByText('the end of it').waitFor();
  await lines().getByRole('button', { name: 'Show less' }).click();
  await lines().getByRole('button', { name: 'Show all' }).waitFor();
});

it('says what the limit left out', async () => {
  await openTask(4);
  const gap = lines().getByText(/^[\d,]+ lines, 25 MiB \(up to line [\d,]+\) not kept: more than 32 MiB\.$/);
  const left = await product.request('GET', `/api/task-details/${tasks[4]?.id}/log/lines?limit=1`);
  const { missing } = left as { missing: { line: number }[] };
  await openTask(4, `#L${missing[0]?.line}`);
  await page.reload();
  await gap.waitFor();
});

it('counts new lines while one reads above, and follows again from the end', async () => {
  const open = (gate: number) => writeFileSync(join(product.folder, String(gate)), '');
  const inputData = { gates: product.folder };
  await product.request('POST', '/process-records', { id: 'grown', type: 'growing', inputData, start: true });
  await eventually('it has printed', async () => {
    const {
      tasks: [task],
    } = (await product.request('GET', '/api/processes/grown')) as { tasks: { id: string }[] };
    const log = await product.request('GET', `/api/task-details/${task?.id}/log/lines?fromLine=-1`);
    return (log as { lastLine: number }).lastLine === 5000;
  });
  const streams: string[] = [];
  const follows = (wanted: boolean) => becomes(() => page.getByLabel('Follow').isChecked(), wanted);
  page.on(
    'request',
    (request) => request.url().includes('/log/stream') && streams.push(request.headers()['last-event-id'] ?? ''),
  );
  await page.goto('/processes/grown');
  await text('5000').last().waitFor();
  await follows(true);
  open(1);
  await text('behind gate 1').waitFor();
  await lines().press('Home');
  await text('1').first().waitFor();
  await follows(false);
  open(2);
  await page.getByRole('button', { name: '1 new line', exact: true }).click();
  await text('behind gate 2').waitFor();
  await follows(true);
  // What was there already is not streamed.
  for (const cursor of streams) expect(cursor).toMatch(/^1\.\d+$/);
  open(3);
  await page.locator('main header [data-status="COMPLETED"]').waitFor();
});

it('shows what a command printed as text: no markup, no title, no link', async () => {
  await openTask(5);
  await text('last line').waitFor();
  await text('<img src=x onerror="document.title=1"><script>document.title=2</script>').waitFor();
  await text('a link and text').waitFor();
  await text('cleared').waitFor();
  expect(await lines().locator('img, script, a:not([href^="#L"])').count()).toBe(0);
  expect(await page.title()).not.toMatch(/taken over|^[12]$/);
});
