import { eventually } from '@app/testing';
import type { Locator, Page } from 'playwright-core';

/**
 * Reads from a page until it is as expected: what an action leads to may come a moment after it. `expected` may hold
 * Jest's asymmetric matchers. Fails with the difference.
 */
export async function becomes<T>(read: () => T | Promise<T>, expected: unknown): Promise<void> {
  const isAsExpected = async (): Promise<boolean> => {
    try {
      expect(await read()).toEqual(expected);
      return true;
    } catch {
      return false;
    }
  };
  await eventually('it is as expected', isAsExpected).catch(() => undefined);
  expect(await read()).toEqual(expected);
}

/** Waits until the title of a page is like this. */
export function titleBecomes(page: Page, pattern: RegExp): Promise<void> {
  return becomes(() => page.title(), expect.stringMatching(pattern));
}

/** Waits until an element has the focus. */
export function hasFocus(target: Locator): Promise<void> {
  return target.and(target.page().locator(':focus')).waitFor();
}
