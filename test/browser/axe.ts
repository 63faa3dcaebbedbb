import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 375, height: 740 };

const WCAG_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OPTIONS: Readonly<Record<Checked, RunOptions>> = {
  all: {
    runOnly: { type: 'tag', values: WCAG_TAGS },
    // Off by default, as it belongs to WCAG 2.2 only.
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  },
  colours: { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] },
};

/** What is looked for: everything, or only what another theme of the same page can change. */
type Checked = 'all' | 'colours';

/** Puts axe into every page of the context, past its content security policy. */
export async function installAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
}

/** What WCAG 2.2 A or AA finds wrong with the page as it is: impact, rule, element and why, one line for each. */
export async function findViolations(page: Page, checked: Checked): Promise<string[]> {
  const { violations, passes } = await page.evaluate(
    (options): Promise<AxeResults> => (window as unknown as { axe: typeof import('axe-core') }).axe.run(options),
    OPTIONS[checked],
  );
  if (violations.length + passes.length === 0) throw new Error('axe looked at nothing');
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').slice(1).join(' ').replace(/\s+/g, ' ').trim();
      return `${impact} ${id}: ${target.join(' ')}: ${why}`;
    }),
  );
}

/** What is wrong with the page as it is: in light, dark, and at the width of a phone in both. */
export async function violationsInAllLooks(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const viewport of [WIDE, PHONE]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      const look = `${name}, ${viewport.width} px, ${colorScheme}`;
      const checked = colorScheme === 'light' ? 'all' : 'colours';
      found.push(...(await findViolations(page, checked)).map((violation) => `${look}: ${violation}`));
    }
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
