import type { Browser, Locator, Page } from 'playwright-core';
import { becomes, hasFocus } from './becomes';
import { launchChromium } from './chromium';
import { type Product, startProduct } from './product';
import { newContext, newWatchedPage } from './watched-page';

const FILED = `
# kept in a file
name: filed
tasks:
  - name: only
    command: echo filed
    timeoutSeconds: 10
`;

jest.setTimeout(600_000);

let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  product = await startProduct({ 'filed.yaml': FILED });
  browser = await launchChromium();
  page = await newWatchedPage(await newContext(browser, product, undefined, 'dark'), complaints);
  await product.request('POST', '/process-types', definition('echo "hello"'));
  await product.request('POST', '/process-records', { id: 'greeting', type: 'greeter' });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const definition = (command: string) => ({ name: 'greeter', tasks: [{ name: 'greet', command }] });
const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
const editor = (): Locator => page.getByRole('textbox', { name: 'Definition as YAML' });
const problems = (): Locator => page.getByRole('region', { name: 'Problems' });
const versions = (): Locator => page.getByRole('region', { name: 'Versions of greeter' });
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

async function expectOutput(text: string): Promise<void> {
  await product.request('POST', '/process-records/greeting/start');
  await page.goto('/processes/greeting');
  await page.getByRole('region', { name: 'Output of greet' }).getByText(text, { exact: true }).waitFor();
}

it('edits a type by keyboard: a mistake at its line, a completed key, the changes, a new version', async () => {
  await page.goto('/types/greeter');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await editor().focus();
  await press('Control+End');
  await page.keyboard.type('    comand: oops');
  await problems().getByText('tasks[0].comand').waitFor();
  await page.locator('.cm-lintRange-error').getByText('comand').waitFor();
  await button('Review changes').and(page.locator(':disabled')).waitFor();

  await press('Control+Home', 'F8', 'Shift+End', 'Delete');
  await page.keyboard.type('ma');
  await page.getByRole('option', { name: /maxRetries/ }).waitFor();
  await page.getByText('Further attempts after a failure').waitFor();
  await press('Enter');
  await page.keyboard.type('2');
  await press('Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'End');
  await page.keyboard.type(' again');
  await problems().getByText('No problems').waitFor();
  await becomes(() => editor().innerText(), expect.stringContaining('maxRetries: 2'));

  await button('Review changes').and(page.locator(':enabled')).waitFor();
  await press('Escape', 'Tab');
  await hasFocus(button('Review changes'));
  await press('Enter');
  await page.waitForURL(/review=true/);
  await page.getByText('New and resumed runs of its 1 process use version 2.').waitFor();
  await page.getByRole('textbox', { name: 'your text' }).getByText('maxRetries').waitFor();
  await button('Save version 2').focus();
  await press('Enter');
  await page.waitForURL(/\/types\/greeter$/);
  await versions()
    .getByRole('row', { name: /^2 current/ })
    .waitFor();
  await expectOutput('hello again');
});

it('goes back to an older version, and shows what changed between any two', async () => {
  await page.goto('/types/greeter');
  await page.getByRole('link', { name: /^Go back to it *: version 1$/ }).click();
  await problems().getByText('No problems').waitFor();
  await button('Review changes').click();
  await button('Save version 3').click();
  await versions()
    .getByRole('row', { name: /^3 current/ })
    .waitFor();
  await page.getByRole('link', { name: /^What changed *in version 3$/ }).click();
  await page.getByRole('textbox', { name: 'version 2' }).getByText('again').waitFor();
  await page.getByLabel('From version', { exact: true }).selectOption('1');
  await page.getByText('Both texts are the same.').waitFor();
  await expectOutput('hello');
});

it('says which processes a change would break, before it is saved', async () => {
  await page.goto('/types/greeter/edit');
  await editor().focus();
  await press('Control+a');
  await page.keyboard.insertText(
    'name: greeter\nparameters:\n  - { name: who, required: true }\ntasks:\n  - { name: greet, command: echo "$who" }\n',
  );
  await problems().getByText('No problems').waitFor();
  await button('Review changes').click();
  const unfit = page.getByRole('region', { name: 'Processes that could not start any more' });
  await unfit.getByText('1 of its 1 process could not start any more.').waitFor();
  const row = unfit.getByRole('listitem').filter({ hasText: 'Missing; must be a string.' });
  expect(await row.getByRole('link').getAttribute('href')).toBe('/processes/greeting/edit');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Types' }).click();
  await button('Leave and lose it').click();
});

it('overwrites nobody, and loses nothing that was written', async () => {
  await page.goto('/types/greeter/edit');
  await editor().focus();
  await page.keyboard.type('# mine');
  await press('Enter');
  await problems().getByText('No problems').waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workers' }).click();
  await button('Stay here').click();
  await product.request('PUT', '/process-types/greeter', definition('echo "theirs"'));
  await button('Review changes').click();
  await button(/^Save/).click();
  await page.getByText('it is at version 4 by admin').waitFor();
  await button('Compare with it').click();
  await page.getByRole('textbox', { name: 'version 4' }).getByText('theirs').waitFor();
  await button('Back to the editor').click();
  await becomes(() => editor().innerText(), expect.stringContaining('# mine'));
  await page.getByRole('link', { name: 'Cancel' }).click();
  await button('Leave and lose it').click();
  await page.waitForURL(/\/types\/greeter$/);
  expect(complaints.splice(0)).toEqual([expect.stringContaining('412')]);
});

it('makes a new type from the example, and deletes it', async () => {
  await page.goto('/types');
  await page.getByRole('link', { name: 'New type' }).click();
  await problems().getByText('No problems').waitFor();
  await button('Review changes').click();
  await button('Create the type').click();
  await page.waitForURL(/\/types\/my-process$/);
  await button('Delete…').click();
  await button('Delete').click();
  await page.waitForURL(/\/types$/);
  await page.getByRole('link', { name: 'greeter', exact: true }).waitFor();
});

it('says where a type of a file is changed, and fits a phone', async () => {
  const context = await newContext(browser, product, { width: 375, height: 812 });
  const phone = await newWatchedPage(context, complaints);
  for (const [path, text] of [
    ['/types/filed', 'Edit it there'],
    ['/types/filed', 'at most 10s'],
    ['/types/filed/edit', 'Edit it there'],
    ['/types/greeter/edit', 'No problems'],
    ['/types/greeter/compare?from=1&to=2', 'again'],
  ] as const) {
    await phone.goto(path);
    await phone.getByText(text).first().waitFor();
    const overflow = () =>
      phone.evaluate(() => {
        const content = document.getElementById('content');
        return content === null ? null : content.scrollWidth - content.clientWidth;
      });
    await becomes(async () => [path, await overflow()], [path, 0]);
  }
  await context.close();
});
