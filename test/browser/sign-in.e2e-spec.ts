import type { Browser, BrowserContext, Page } from 'playwright-core';
import { OpenIdProviderProcess } from '../../apps/api/test/openid-provider-process';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newWatchedPage } from './watched-page';

const TYPE = `
name: plain
tasks:
  - { name: only, command: echo hi }
`;

jest.setTimeout(600_000);

let product: Product;
let provider: OpenIdProviderProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  provider = await OpenIdProviderProcess.start();
  product = await startProduct({ 'plain.yaml': TYPE }, (url) => provider.environment(url));
  await provider.register(product.url);
  await product.request('POST', '/process-records', { id: 'a.record', type: 'plain' });
  browser = await launchChromium();
}, 600_000);
beforeEach(async () => {
  context = await browser.newContext({ baseURL: product.url });
  page = await newWatchedPage(context, complaints);
});
afterEach(() => context.close());
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await provider?.stop();
});

const isAt = (pathAndQuery: string) => (url: URL) => url.pathname + url.search === pathAndQuery;

async function signIn(password: string): Promise<void> {
  await page.getByLabel('Name').fill(product.credentials.username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

it('whoever opens a page signs in, gets there, and signs out again', async () => {
  await page.goto('/processes/a.record?tab=runs');
  await page.waitForURL(isAt('/sign-in?to=%2Fprocesses%2Fa.record%3Ftab%3Druns'));
  await signIn('not the password');
  await page.getByRole('alert').filter({ hasText: 'Name or password is wrong.' }).waitFor();
  // The browser says so of the answer 401.
  expect(complaints.splice(0)).toEqual([expect.stringContaining('401')]);
  await signIn(product.credentials.password);
  await page.waitForURL((url) => url.pathname === '/processes/a.record');
  await page.getByRole('heading', { name: 'a.record', level: 1 }).waitFor();
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await page.getByRole('button', { name: 'Display and account' }).click();
  await page.getByText('admin, administrator').waitFor();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(isAt('/sign-in'));
  await page.goto('/processes');
  await page.waitForURL(isAt('/sign-in?to=%2Fprocesses'));
  expect(complaints.splice(0)).toEqual([]);
});

it('a page whose sign-in is ended elsewhere leads to the sign-in page', async () => {
  await page.goto('/');
  await signIn(product.credentials.password);
  await page.waitForURL(isAt('/'));
  await page.locator('main h1').first().waitFor();
  const { userId } = (await product.request('GET', '/api/me')) as { userId: string };
  await product.request('DELETE', `/api/users/${userId}/sign-ins`);
  await page.waitForURL(isAt('/sign-in?to=%2F'));
  complaints.length = 0;
});

it('whoever the provider vouches for signs in there, and the page says why not', async () => {
  const withProvider = page.getByRole('link', { name: 'Sign in with Example Inc.' });
  const says = (words: string) => page.getByRole('alert').filter({ hasText: words }).waitFor();
  provider.goAway();
  await page.goto('/processes/a.record?tab=runs');
  await withProvider.click();
  await says('Example Inc. does not answer. Try again later, or sign in with a password.');
  provider.comeBack();
  await provider.claim('olive', { preferred_username: 'olive', roles: [] });
  await withProvider.click();
  await page.locator('input[name=login]').fill('olive');
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await says('Example Inc. knows you, but you have no role here. Ask the administrator for one.');
  await provider.claim('olive', { preferred_username: 'olive', roles: ['ops'] });
  // The provider still knows who it is.
  await withProvider.click();
  await page.waitForURL(isAt('/processes/a.record?tab=runs'));
  await page.getByRole('button', { name: 'Display and account' }).click();
  await page.getByText('olive, operator').waitFor();
  // What the provider's own page wants to load is not there.
  expect(complaints.splice(0).filter((words) => words.includes(product.url))).toEqual([]);
});

it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', '/sign-in?to=/sign-in'])(
  'to=%s leads to the overview',
  async (to) => {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await signIn(product.credentials.password);
    await page.waitForURL(isAt('/'));
    await page.locator('main h1').first().waitFor();
  },
);

// Each is an address of ours whose path alone would be read as one of another host.
it.each(['/.//evil.example/', '/x/..//evil.example/', '/./\\evil.example/'])('to=%s stays here', async (to) => {
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await signIn(product.credentials.password);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  expect(new URL(page.url()).origin).toBe(new URL(product.url).origin);
  complaints.length = 0;
});
