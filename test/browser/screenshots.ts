import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { SHOP_DRAFT, SHOP_RECORDS, SHOP_RUNNING, SHOP_TYPES } from './screenshot-types';

const FOLDER = join(__dirname, '../../docs/images');

interface Picture {
  readonly name: string;
  readonly path: string | ((product: Product) => Promise<string>);
  readonly scheme: 'light' | 'dark';
  readonly phone?: boolean;
  /** Resolves when the page shows what the picture is about. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const PICTURES: readonly Picture[] = [
  {
    name: 'dashboard',
    path: '/?window=1h',
    scheme: 'light',
    ready: async (page) => {
      await page.getByRole('link', { name: /backup-shop.*verify/ }).waitFor();
      await page.getByRole('link', { name: 'load: In progress' }).first().waitFor();
    },
  },
  {
    name: 'failed-run',
    path: '/processes/backup-shop',
    scheme: 'light',
    ready: (page) => page.getByText('Task verify failed').waitFor(),
  },
  {
    name: 'live-output',
    path: '/processes/orders-us',
    scheme: 'dark',
    ready: (page) =>
      page
        .getByText(/copied \d{6,} rows/)
        .first()
        .waitFor(),
  },
  {
    name: 'processes',
    path: '/processes',
    scheme: 'light',
    ready: (page) => page.getByRole('link', { name: 'orders-us' }).waitFor(),
  },
  {
    name: 'task',
    path: verifyOfShop,
    scheme: 'light',
    ready: (page) => page.getByText('1,204,556 rows expected').first().waitFor(),
  },
  {
    name: 'type-editor',
    path: '/types/nightly-backup-draft/edit',
    scheme: 'dark',
    ready: async (page) => {
      const editor = page.getByRole('textbox', { name: 'Definition as YAML' });
      await page.getByText('No problems').waitFor();
      await editor.focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('    maxRetrys: 2');
      await page.locator('.cm-lintRange-error').getByText('maxRetrys').waitFor();
    },
  },
  {
    name: 'workers',
    path: '/workers',
    scheme: 'light',
    ready: (page) => page.getByText('2 of 4 slots', { exact: true }).waitFor(),
  },
  {
    name: 'types',
    path: '/types',
    scheme: 'light',
    ready: (page) => page.getByRole('link', { name: 'orders-import' }).waitFor(),
  },
  {
    name: 'type',
    path: '/types/orders-import',
    scheme: 'light',
    ready: (page) => page.getByRole('heading', { name: 'Tasks, in this order' }).waitFor(),
  },
  {
    name: 'new-process',
    path: '/processes/new?type=orders-import',
    scheme: 'dark',
    ready: async (page) => {
      await page.getByLabel('Id', { exact: true }).fill('orders-uk-nightly');
      await page.getByLabel('When it runs').selectOption('cron');
      await page.getByLabel('Cron').fill('30 2 * * 1-5');
      await page.getByText(/02:30/).first().waitFor();
    },
  },
  {
    name: 'schedules',
    path: '/schedules',
    scheme: 'light',
    ready: (page) => page.getByRole('table').getByRole('link').first().waitFor(),
  },
  {
    name: 'scheduled-tasks',
    path: '/scheduled-tasks',
    scheme: 'light',
    ready: (page) => page.getByText('backup-crm').waitFor(),
  },
  {
    name: 'phone',
    path: '/processes/backup-shop',
    scheme: 'light',
    phone: true,
    ready: (page) => page.getByText('Task verify failed').waitFor(),
  },
];

/** Runs the shop's processes and takes the pictures of the documentation. */
async function takePictures(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const product = await startProduct(SHOP_TYPES);
  try {
    await makeRecords(product);
    const browser = await launchChromium();
    try {
      for (const picture of PICTURES) await takePicture(browser, product, picture);
    } finally {
      await browser.close();
    }
  } finally {
    await product.stop();
  }
}

async function takePicture(browser: Browser, product: Product, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: picture.phone ? { width: 375, height: 760 } : { width: 1440, height: 900 },
    deviceScaleFactor: 1.5,
    colorScheme: picture.scheme,
    reducedMotion: 'reduce',
  });
  await context.addCookies([await product.signIn()]);
  const page = await context.newPage();
  await page.goto(typeof picture.path === 'string' ? picture.path : await picture.path(product));
  await picture.ready(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${picture.name}.png`) });
  process.stdout.write(`docs/images/${picture.name}.png\n`);
  await context.close();
}

/** Where the task is shown that failed three times. */
async function verifyOfShop(product: Product): Promise<string> {
  const { tasks } = (await product.request('GET', '/api/processes/backup-shop')) as {
    tasks: readonly { readonly id: string; readonly taskName: string }[];
  };
  return `/tasks/${tasks.find(({ taskName }) => taskName === 'verify')?.id}`;
}

async function makeRecords(product: Product): Promise<void> {
  await product.request('POST', '/process-types', SHOP_DRAFT);
  for (const record of SHOP_RECORDS) await product.request('POST', '/process-records', record);
  await untilEnded(product, SHOP_RECORDS.filter(({ start }) => start).length);
  await product.request('POST', '/process-records/invoices-october/start');
  await product.request('POST', '/process-records/invoices-october/stop');
  for (const record of SHOP_RUNNING) await product.request('POST', '/process-records', record);
}

interface Counts {
  readonly byStatus: Readonly<Record<'COMPLETED' | 'FAILED', number>>;
}

async function untilEnded(product: Product, count: number): Promise<void> {
  const { byStatus } = (await product.request('GET', '/api/statistics')) as Counts;
  if (byStatus.COMPLETED + byStatus.FAILED >= count) return;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return untilEnded(product, count);
}

takePictures().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
