import type { Page } from 'playwright-core';

const MOST_STOPS = 200;

/** Goes through the page by Tab, once round: where the focus is out of sight, behind something, or not to be seen. */
export async function findHiddenFocus(page: Page): Promise<string[]> {
  const problems: string[] = [];
  await page.evaluate(() => Reflect.set(window, 'walked', new Set<Element>()));
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const { isOver, problem } = await page.evaluate(lookAtFocus, false);
    if (problem !== null && (await isSeenAgain(page))) problems.push(problem);
    if (isOver && stop > 0) return problems;
  }
  throw new Error(`Tab comes to more than ${MOST_STOPS} places`);
}

// What came in by itself since may have moved what had the focus: the rule is about where the focus comes to.
async function isSeenAgain(page: Page): Promise<boolean> {
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  return (await page.evaluate(lookAtFocus, true)).problem !== null;
}

/** Runs in the page. WCAG 2.2: 2.4.7 (the focus is visible) and 2.4.11 (it is not entirely hidden). */
function lookAtFocus(again: boolean): { isOver: boolean; problem: string | null } {
  const focused = document.activeElement;
  const walked = Reflect.get(window, 'walked') as Set<Element>;
  if (focused === null || focused === document.body || (!again && walked.has(focused)))
    return { isOver: true, problem: null };
  walked.add(focused);
  // Of a choice the label is shown and the field is not.
  const shown = focused instanceof HTMLInputElement && focused.type === 'radio' ? focused.labels?.[0] : focused;
  const isInSight = (element: Element): boolean => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const parts = [0.5, 0.1, 0.9];
    return parts.some((x) =>
      parts.some((y) => {
        const there = document.elementFromPoint(left + width * x, top + height * y);
        return there !== null && (element.contains(there) || there.contains(element));
      }),
    );
  };
  const isOutlined = ({ outlineStyle, outlineWidth, boxShadow }: CSSStyleDeclaration): boolean =>
    (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  // Also drawn over a row, or as the frame of an editor.
  const isMarked = (element: Element): boolean =>
    isOutlined(getComputedStyle(element, '::after')) ||
    [element, element.closest('.cm-editor')?.parentElement].some(
      (one) => one != null && isOutlined(getComputedStyle(one)),
    );
  const what = `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent?.slice(0, 40)}`;
  if (shown == null || !isInSight(shown)) return { isOver: false, problem: `hidden: ${what}` };
  return { isOver: false, problem: isMarked(shown) ? null : `no mark: ${what} (${focused.className})` };
}
