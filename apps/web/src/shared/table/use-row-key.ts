import { useEffect } from 'react';

const TYPED_INTO =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], .cm-editor';

/**
 * Calls back when a key is pressed on a row of a `VirtualTable`: the one that has the focus, otherwise the one under
 * the pointer. Not while one types, nor with Ctrl, Alt or Meta.
 */
export function useRowKey(key: string, onRow: (rowKey: string, shift: boolean) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== key || event.ctrlKey || event.altKey || event.metaKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(TYPED_INTO) !== null) return;
      const row = target.closest('tr[data-row]') ?? document.querySelector('tr[data-row]:hover');
      const rowKey = row?.getAttribute('data-row') ?? null;
      if (rowKey === null) return;
      event.preventDefault();
      onRow(rowKey, event.shiftKey);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [key, onRow]);
}
