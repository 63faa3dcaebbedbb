import { type createSpotlight, useSpotlight } from '@mantine/spotlight';
import { useLayoutEffect, useRef } from 'react';
import type { PaletteEntry } from './palette-entry';

type Store = ReturnType<typeof createSpotlight>[0];

/**
 * Which entry is selected, by index. The library moves the selection through the elements on its own and loses it when
 * entries come or go: here the first is selected whenever something else was typed, and the same one stays selected
 * when results come in late.
 */
export function usePaletteSelection(
  store: Store,
  listId: string,
  typed: string,
  entries: readonly PaletteEntry[],
): number {
  const { selected } = useSpotlight(store);
  const shown = useRef({ typed, id: '' });
  const ids = entries.map(({ id }) => id).join('\n');
  useLayoutEffect(() => {
    const kept = shown.current.typed === typed ? entries.findIndex(({ id }) => id === shown.current.id) : 0;
    const index = Math.max(0, kept);
    const options = document.querySelectorAll(`#${listId} [data-action]`);
    for (const [at, option] of options.entries()) option.toggleAttribute('data-selected', at === index);
    shown.current.typed = typed;
    store.updateState((state) => ({ ...state, selected: index }));
  }, [typed, ids, listId, store]);
  useLayoutEffect(() => {
    shown.current.id = entries[selected]?.id ?? '';
  }, [entries, selected]);
  return selected;
}
