import { act, renderHook } from '@testing-library/react';
import type { PaletteEntry } from './palette-entry';
import { usePaletteChoice } from './use-palette-choice';

const entries = (ids: string): PaletteEntry[] =>
  ids.split('').map((id) => ({ id, label: id, icon: null, score: 1, run: () => {} }));

function show() {
  const { result } = renderHook(() => usePaletteChoice());
  return {
    at: (ids: string) => result.current.indexIn(entries(ids)),
    type: (text: string) => act(() => result.current.type(text)),
    move: (ids: string, step: 1 | -1) => act(() => result.current.move(entries(ids), step)),
  };
}

it('is the first, also when better ones come in late', () => {
  const palette = show();
  palette.type('x');
  expect([palette.at('b'), palette.at('cdb')]).toEqual([0, 0]);
});

it('stays at the entry that one moved to until it is gone or something else is typed', () => {
  const palette = show();
  palette.move('ab', 1);
  expect([palette.at('ab'), palette.at('cab'), palette.at('ca')]).toEqual([1, 2, 0]);
  palette.type('x');
  expect(palette.at('cab')).toBe(0);
});

it('goes round at the ends, and nowhere when there is nothing', () => {
  const palette = show();
  palette.move('abc', -1);
  expect(palette.at('abc')).toBe(2);
  palette.move('abc', 1);
  expect(palette.at('abc')).toBe(0);
  palette.move('', 1);
  expect(palette.at('')).toBe(0);
});
