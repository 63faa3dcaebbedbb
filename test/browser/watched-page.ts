import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Product } from './product';

const PATIENCE_MS = 120_000;

/** A browser window on the product, signed in. */
export async function newContext(
  browser: Browser,
  product: Product,
  viewport = { width: 1440, height: 900 },
  colorScheme: 'light' | 'dark' = 'light',
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, colorScheme, baseURL: product.url });
  await context.addCookies([await product.signIn()]);
  return context;
}

/** A page that collects what its console complains of. */
export async function newWatchedPage(context: BrowserContext, complaints: string[]): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}
