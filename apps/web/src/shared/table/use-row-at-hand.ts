import { useEffect, useState } from 'react';

/**
 * Key of the row of a list that has the focus, or had it last: what opens over the page, as the command palette does,
 * leaves it at hand; going to another part of the page does not.
 */
export function useRowAtHand(): string | undefined {
  const [rowKey, setRowKey] = useState<string>();
  useEffect(() => {
    const follow = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element) || target.closest('#content') === null) return;
      setRowKey(target.closest('[data-row]')?.getAttribute('data-row') ?? undefined);
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  return rowKey;
}
