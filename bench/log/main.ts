import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../test/browser/chromium';
import { type Product, startProduct } from '../../test/browser/product';
import { newContext } from '../../test/browser/watched-page';

const LINES = [1_000_000, 3_000_000];
const LIVE_LINES = 100;
const PATIENCE_MS = 300_000;
const TYPES = `
name: printing
tasks:
${LINES.map((count) => `  - name: lines-${count}\n    command: seq 1 ${count}`).join('\n')}
  - name: live
    command: for i in $(seq 1 ${LIVE_LINES}); do date +%s%3N; sleep 0.13; done
`;

async function main(): Promise<void> {
  const environment = { OUTPUT_LIMIT_BYTES: String(64 * 1024 * 1024) };
  const product = await startProduct({ 'printing.yaml': TYPES }, environment);
  const browser = await launchChromium();
  try {
    const created = { id: 'printed', type: 'printing', start: true };
    await product.request('POST', '/process-records', created);
    const live = await waitForTask(product, LINES.length, 'IN_PROGRESS');
    say('a line, from the command to the stream (ms)', await measureLag(product, live.id));
    const page = await (await newContext(browser, product)).newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    for (const [index, count] of LINES.entries()) {
      const task = await waitForTask(product, index, 'COMPLETED');
      say(`${count.toLocaleString('en')} lines (ms)`, await measureLog(page, task.id, count));
    }
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** Times until what was asked for can be read, in ms, and the longest task that kept the page from answering. */
async function measureLog(page: Page, taskId: string, count: number): Promise<Record<string, number>> {
  const lines = page.getByRole('region', { name: /^Lines of/ });
  const shown = (line: number) => lines.getByText(String(line), { exact: true }).first().waitFor();
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  const middle = count / 2;
  const figures: Record<string, number> = {};
  const time = async (what: string, action: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await action();
    figures[what] = Math.round(performance.now() - start);
  };
  await time('open at the end', async () => {
    await page.goto(`/tasks/${taskId}`);
    await shown(count);
  });
  await time('to the beginning', async () => {
    await lines.press('Home');
    await shown(1);
  });
  await time('to the middle by the scroll bar', async () => {
    await lines.evaluate((log) => log.scrollTo({ top: (log.scrollHeight - log.clientHeight) / 2 }));
    await shown(middle);
  });
  await time('to the end', async () => {
    await lines.press('End');
    await shown(count);
  });
  await time('search, one match', async () => {
    await lines.press('/');
    await page.keyboard.type(String(middle + 7));
    await lines.locator('mark').waitFor();
  });
  const tasks = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  figures['longest task'] = Math.round(Math.max(0, ...tasks));
  await time('open at a line in the middle', async () => {
    await page.goto('about:blank');
    await page.goto(`/tasks/${taskId}#L${middle}`);
    await shown(middle);
  });
  return figures;
}

/** How old each line is when the stream brings it: its text is the time at which the command wrote it. */
async function measureLag(product: Product, taskId: string): Promise<Record<string, number>> {
  const { username, password } = product.credentials;
  const headers = { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  const response = await fetch(`${product.url}/api/task-details/${taskId}/log/stream`, { headers });
  if (response.body === null) throw new Error(`The stream answered ${response.status}`);
  const lags: number[] = [];
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    const now = Date.now();
    for (const [stamp] of decoder.decode(bytes, { stream: true }).matchAll(/\d{13}/g)) lags.push(now - Number(stamp));
  }
  lags.sort((a, b) => a - b);
  const at = (share: number): number => lags[Math.floor(share * (lags.length - 1))] ?? Number.NaN;
  return { lines: lags.length, p50: at(0.5), p95: at(0.95), longest: at(1) };
}

async function waitForTask(product: Product, index: number, status: string): Promise<{ id: string }> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { tasks } = (await product.request('GET', '/api/processes/printed?output=false')) as {
      tasks: { id: string; status: string }[];
    };
    const task = tasks[index];
    if (task?.status === status) return task;
    await delay(100);
  }
  throw new Error(`Task ${index} was not ${status} in time`);
}

function say(title: string, figures: Readonly<Record<string, number>>): void {
  process.stdout.write(`${title}\n`);
  for (const [what, value] of Object.entries(figures)) process.stdout.write(`  ${what.padEnd(34)} ${value}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
