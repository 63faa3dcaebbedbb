import { useState } from 'react';
import type { PaletteEntry } from './palette-entry';

/**
 * What was typed, and which entry is selected: the best until one moves on; then that entry, also when others come in
 * late, until something else is typed.
 */
export function usePaletteChoice() {
  const [{ typed, moved }, setChoice] = useState<{ typed: string; moved: string | null }>({ typed: '', moved: null });
  const indexIn = (entries: readonly PaletteEntry[]): number =>
    Math.max(
      0,
      entries.findIndex(({ id }) => id === moved),
    );
  return {
    typed,
    type: (text: string): void => setChoice({ typed: text, moved: null }),
    indexIn,
    /** To the next entry or, with -1, the previous one; round at the ends. */
    move: (entries: readonly PaletteEntry[], step: 1 | -1): void => {
      const to = entries.at((indexIn(entries) + step) % Math.max(1, entries.length));
      if (to !== undefined) setChoice({ typed, moved: to.id });
    },
  };
}
