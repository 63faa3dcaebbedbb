import type { Browser, BrowserContext, Page } from 'playwright-core';
import { becomes } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const TYPE = `
name: plain
tasks:
  - { name: only, command: echo hi }
`;
const VIEWER = { name: 'vera', password: 'kite-lantern-62' };

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let administrators: BrowserContext;
let viewers: BrowserContext;
/** The administrator's page, and the viewer's. */
let page: Page;
let viewer: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'plain.yaml': TYPE });
  await product.request('POST', '/process-types', { name: 'written', tasks: [{ name: 'only', command: 'true' }] });
  await product.request('POST', '/process-records', { id: 'a.record', type: 'plain', schedule: '0 3 * * *' });
  browser = await launchChromium();
  administrators = await newContext(browser, product);
  page = await newWatchedPage(administrators, complaints);
  viewers = await browser.newContext({ baseURL: product.url });
  viewer = await newWatchedPage(viewers, complaints);
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const main = (of: Page) => of.getByRole('main');
const heading = (of: Page, name: string | RegExp) => of.getByRole('heading', { name, level: 1 });
const rail = (of: Page) => of.getByRole('navigation', { name: 'Main' });
const buttonsOf = (of: Page) => main(of).getByRole('button').allInnerTexts();
const statusWith = async (secret: string): Promise<number> =>
  (await fetch(`${product.url}/api/me`, { headers: { Authorization: `Bearer ${secret}` } })).status;

async function signIn(of: Page, { name, password }: typeof VIEWER): Promise<void> {
  await of.getByLabel('Name').fill(name);
  await of.getByLabel('Password').fill(password);
  await of.getByRole('button', { name: 'Sign in' }).click();
}

it('an administrator creates a viewer, who signs in and is offered nothing that changes anything', async () => {
  await page.goto('/');
  await rail(page).getByRole('link', { name: 'Users' }).click();
  await heading(page, 'Users 1').waitFor();
  await page.getByRole('link', { name: 'New user' }).click();
  const form = page.getByRole('region', { name: 'New user' });
  await form.getByLabel('Name', { exact: true }).fill(VIEWER.name);
  await form.getByLabel('First password').fill(VIEWER.password);
  await form.getByRole('button', { name: 'Create user' }).click();
  await page.getByRole('row', { name: /^vera viewer Active never/ }).waitFor();

  await viewer.goto('/processes/a.record');
  await signIn(viewer, VIEWER);
  await heading(viewer, 'a.record').waitFor();
  await viewer.getByRole('heading', { name: 'Schedule', exact: true }).waitFor();
  // Who is signed in is known: what is missing now does not come.
  await viewer.getByRole('button', { name: 'Display and account' }).click();
  await viewer.getByText('vera, viewer').waitFor();
  await viewer.keyboard.press('Escape');
  const offered = await buttonsOf(viewer);
  for (const label of ['Start', 'Stop', 'Resume', 'Edit', 'Backfill…', 'Pause schedule'])
    expect(offered).not.toContain(label);
  expect(
    await main(viewer)
      .getByRole('link', { name: /Edit|Set one/ })
      .count(),
  ).toBe(0);
  expect(await rail(viewer).getByRole('link').allInnerTexts()).toEqual([
    'Overview',
    'Processes',
    'Types',
    'Schedules',
    'Scheduled tasks',
    'Workers',
    'API reference',
  ]);
  await rail(viewer).getByRole('link', { name: 'Processes' }).click();
  await main(viewer).getByRole('link', { name: 'a.record' }).waitFor();
  expect(await main(viewer).getByRole('checkbox').count()).toBe(0);
  expect(
    await main(viewer)
      .getByRole('button', { name: /^(Start|Stop|Resume) / })
      .count(),
  ).toBe(0);
  expect(await main(viewer).getByRole('link', { name: 'New process' }).count()).toBe(0);
  await viewer.keyboard.press('Control+k');
  await viewer.getByRole('option', { name: /^Your account/ }).waitFor();
  expect(await viewer.getByRole('option', { name: /New process|New type|Users|Secrets|Audit/ }).count()).toBe(0);
});

it('an administrator is offered all of it', async () => {
  await page.goto('/processes/a.record');
  await main(page).getByRole('button', { name: 'Start', exact: true }).waitFor();
  await main(page).getByRole('link', { name: 'Edit', exact: true }).waitFor();
  await main(page).getByRole('button', { name: 'Pause schedule' }).waitFor();
  await rail(page).getByRole('link', { name: 'Processes' }).click();
  await main(page).getByLabel('Select a.record', { exact: true }).waitFor();
  await main(page).getByRole('button', { name: 'Start a.record' }).waitFor();
  await main(page).getByRole('link', { name: 'New process' }).waitFor();
});

it.each([
  ['/processes/new', 'Creating processes needs the role operator. You are signed in as vera, viewer;'],
  ['/processes/a.record/edit', 'Editing processes needs the role operator.'],
  ['/types/new', 'Writing process types needs the role administrator.'],
  ['/types/written/edit', 'Writing process types needs the role administrator.'],
  ['/users', 'Managing users needs the role administrator.'],
  ['/secrets', 'Managing secrets needs the role administrator.'],
  ['/audit', 'Reading the audit needs the role administrator.'],
])('the address %s tells a viewer which role it needs', async (path, words) => {
  await viewer.goto(path);
  await heading(viewer, 'Your role does not allow this').waitFor();
  await main(viewer).getByText(words).waitFor();
  // The browser says of the answers 403 that they came.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes('403'))).toEqual([]);
});

it('a token is shown once, works, and is refused from the moment it is revoked', async () => {
  await viewer.goto('/account');
  await viewer.getByLabel('Name of the token').fill('ci');
  expect(await viewer.getByLabel('Role', { exact: true }).locator('option').allInnerTexts()).toEqual(['viewer']);
  await viewer.getByRole('button', { name: 'Create token' }).click();
  const made = viewer.getByRole('region', { name: 'The new token' });
  const secret = (await made.locator('code', { hasText: /^po_/ }).innerText()).trim();
  expect(await statusWith(secret)).toBe(200);
  await made.getByRole('button', { name: 'Done' }).click();
  await made.waitFor({ state: 'detached' });
  await viewer.reload();
  await viewer.getByRole('button', { name: 'Revoke ci', exact: true }).click();
  expect(await viewer.content()).not.toContain(secret);
  await viewer.getByRole('region', { name: 'Revoke this token' }).getByRole('button', { name: 'Revoke' }).click();
  await main(viewer).getByText('No tokens.').waitFor();
  expect(await statusWith(secret)).toBe(401);
});

it('the own password is changed with the present one, and another sign-in ends with it', async () => {
  const other = await newWatchedPage(await browser.newContext({ baseURL: product.url }), complaints);
  await other.goto('/workers');
  await signIn(other, VIEWER);
  await heading(other, /Workers/).waitFor();
  await viewer.goto('/account');
  const signIns = viewer.getByRole('region', { name: 'Your sign-ins' }).getByRole('row');
  // The head, this one, and the other.
  await becomes(() => signIns.count(), 3);
  await viewer.getByLabel('Present password').fill('not the password');
  await viewer.getByLabel('New password', { exact: true }).fill('anvil-cloud-41');
  await viewer.getByLabel('New password again').fill('anvil-cloud-41');
  await viewer.getByRole('button', { name: 'Change password' }).click();
  await viewer.getByText('is wrong', { exact: true }).waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('400')]);
  await viewer.getByLabel('Present password').fill(VIEWER.password);
  await viewer.getByRole('button', { name: 'Change password' }).click();
  await viewer.getByText('Password changed', { exact: true }).waitFor();
  await becomes(() => signIns.count(), 2);
  await other.waitForURL('**/sign-in?to=%2Fworkers');
  await other.context().close();
  complaints.length = 0;
});

it('a secret gets a value that is not shown, and says which types use it', async () => {
  await page.goto('/secrets');
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByLabel('Name', { exact: true }).fill('DB_PASSWORD');
  await page.getByLabel('Value', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Make the secret' }).click();
  await page.getByRole('row', { name: /^DB_PASSWORD .* by admin .* none/ }).waitFor();
  const task = { name: 'only', command: 'true', secrets: [{ name: 'DB_PASSWORD' }] };
  await product.request('PUT', '/process-types/written', { name: 'written', tasks: [task] });
  await page.reload();
  await main(page).getByRole('link', { name: 'written' }).waitFor();
  expect(await page.content()).not.toContain('correct horse battery');
  await page.getByRole('button', { name: 'Delete DB_PASSWORD', exact: true }).click();
  await page.getByText(/has to stay as long as types use it: written/).waitFor();
});

it('the audit tells who did what, by filters of the address, and gives it as CSV', async () => {
  await page.goto('/audit?actor=vera');
  await main(page)
    .getByRole('row', { name: /^Revoke token vera ci Done/ })
    .waitFor();
  await main(page)
    .getByRole('row', { name: /^Create token vera ci Done/ })
    .waitFor();
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Create user' });
  await page.getByRole('button', { name: 'Clear filters' }).waitFor();
  await main(page).getByText('No entry matches these filters').waitFor();
  await page.getByLabel('Who', { exact: true }).fill('admin');
  await page.getByLabel('Who', { exact: true }).press('Enter');
  await page.waitForURL((url) => url.search === '?actor=admin&action=createUser');
  const row = main(page).getByRole('row', { name: /^Create user admin vera Done/ });
  await row.getByRole('button', { name: 'Create user' }).click();
  await main(page).getByText('POST /api/users', { exact: true }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  const lines = (await readAll(await download.createReadStream())).trim().split('\r\n');
  expect(lines).toEqual([expect.stringMatching(/^id,at,/), expect.stringContaining('createUser,vera,DONE')]);
});

it('disabling the viewer ends the page that the viewer has open', async () => {
  await viewer.goto('/workers');
  await heading(viewer, /Workers/).waitFor();
  await viewer.getByTitle('Changes show at once').waitFor();
  await page.goto('/users');
  await main(page).getByRole('link', { name: 'vera' }).click();
  await heading(page, 'vera').waitFor();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('button', { name: 'Enable' }).waitFor();
  await viewer.waitForURL('**/sign-in?to=%2Fworkers');
  complaints.length = 0;
});

it('says why the last administrator stays', async () => {
  await page.goto('/users');
  await main(page).getByRole('link', { name: 'admin', exact: true }).click();
  await page.getByText(/This is the last administrator who is not disabled/).waitFor();
  expect(await page.getByRole('button', { name: 'Disable' }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Delete…' }).isDisabled()).toBe(true);
});

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
