import { eventually } from '@app/testing';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { launchChromium } from './chromium';
import { everyPage, type SamplePage, showsData } from './every-page';
import { type Product, startProduct } from './product';
import { BROKEN_FILE, makeSampleRecords } from './sample-records';
import { newContext } from './watched-page';

/** What can only be asked for when another answer is there. */
const NEED_AN_ANSWER: readonly { what: RegExp; on: RegExp }[] = [
  // Which task is shown.
  { what: /^GET \/api\/task-details\//, on: /^\/processes\// },
  // Which run is the latest.
  { what: /^GET \/runs\/[^/]+\/definition/, on: /^\/processes\/[^/]+$/ },
  // Which schedule the record has, and which text the type.
  { what: /^GET \/api\/schedules\/preview/, on: /\/edit$/ },
  { what: /^POST \/process-types\/validate/, on: /^\/types\// },
];

const WIDTHS = [1440, 1360, 375];
/** The page, and the lists that leave out columns instead. */
const NEVER_SIDEWAYS = [
  'html',
  '#content',
  ...['Process records', 'Scheduled tasks', 'History'].map((name) => `section[aria-label="${name}"]`),
].join();

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let context: BrowserContext;
let pages: readonly SamplePage[];
const requests = new Map<SamplePage, readonly string[]>();
/** What scrolls sideways although it must not. */
const sideways: string[] = [];

beforeAll(async () => {
  product = await startProduct(BROKEN_FILE);
  pages = everyPage(await makeSampleRecords(product)).filter(({ name, isVariant }) => name !== 'no page' && !isVariant);
  browser = await launchChromium();
  context = await newContext(browser, product);
}, 240_000);
beforeAll(async () => {
  for (const shown of pages) requests.set(shown, await requestsOf(shown));
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const isApi = (request: Request): boolean => request.resourceType() === 'fetch';

/** `GET /process-records?limit=…`, whatever the order of the query. */
function nameOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url());
  const query = [...searchParams].map(([key, value]) => `${key}=${value}`).sort();
  return `${request.method()} ${pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

it('asks for all that a page shows at once: no request waits for the answer of another', async () => {
  const late: string[] = [];
  for (const shown of pages) {
    const independent = [...new Set(requests.get(shown))].filter(
      (name) => !NEED_AN_ANSWER.some(({ what, on }) => what.test(name) && on.test(shown.path)),
    );
    const asked = await requestsWithoutAnswers(shown.path, independent);
    expect(independent.length).toBeGreaterThan(0);
    late.push(...independent.filter((name) => !asked.has(name)).map((name) => `${shown.name}: ${name}`));
  }
  expect(late).toEqual([]);
});

it('reads what a page shows once: that the stream of changes opens is no reason to read it again', () => {
  const twice = [...requests].flatMap(([page, names]) =>
    names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${page.name}: ${name}`),
  );
  expect(twice).toEqual([]);
});

it('scrolls no page sideways, on a wide screen, a narrow one and a phone', () => {
  expect(sideways).toEqual([]);
});

/** What the page asks the API for until it shows its data and hears of changes. */
async function requestsOf(shown: SamplePage): Promise<readonly string[]> {
  const page = await context.newPage();
  await page.addInitScript(stopClock);
  const names: string[] = [];
  page.on('request', (request) => isApi(request) && names.push(nameOf(request)));
  await page.goto(shown.path);
  await page.locator('main h1').first().waitFor();
  await page.getByTitle('Changes show at once').waitFor();
  // The editor checks what stands in it after a while.
  await page.evaluate(() => dispatchEvent(new Event('clock-goes-on')));
  await showsData(page, shown);
  const asked = [...names];
  for (const width of WIDTHS) sideways.push(...(await sidewaysAt(page, width)).map((what) => `${shown.path}: ${what}`));
  await page.close();
  return asked;
}

/** What still scrolls sideways when the page has settled at a width. */
async function sidewaysAt(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  const read = () =>
    page.evaluate(
      (selector) =>
        [...document.querySelectorAll(selector)]
          .filter((element) => element.scrollWidth > element.clientWidth)
          .map((element) => `${element.getAttribute('aria-label') ?? element.tagName} at ${innerWidth} px`),
      NEVER_SIDEWAYS,
    );
  await eventually('nothing scrolls sideways', async () => (await read()).length === 0, 5_000).catch(() => undefined);
  return read();
}

// In the page. What is read again because time has passed, on a slow machine, is not meant.
function stopClock(): void {
  const stoppedAt = Date.now();
  Date.now = () => stoppedAt;
  Object.assign(window, { setInterval: () => 0 });
  addEventListener('clock-goes-on', () => {
    const goesOnAt = performance.now();
    Date.now = () => stoppedAt + performance.now() - goesOnAt;
  });
}

/** What the page asks for as long as nothing is answered; waits for the wanted, but not for ever. */
async function requestsWithoutAnswers(path: string, wanted: readonly string[]): Promise<ReadonlySet<string>> {
  const page = await context.newPage();
  const names = new Set<string>();
  await page.route('**/*', (route, request) => {
    if (!isApi(request)) return route.continue();
    names.add(nameOf(request));
    return undefined;
  });
  await page.goto(path);
  const all = () => wanted.every((name) => names.has(name));
  await eventually(`everything is asked for on ${path}`, async () => all()).catch(() => undefined);
  await page.close();
  return names;
}
