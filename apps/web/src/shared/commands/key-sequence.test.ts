import type { Command } from './command';
import { KeySequence } from './key-sequence';

const COMMANDS: readonly Command[] = [
  { id: 'next', label: 'Next', keys: ['j'], run: () => {} },
  { id: 'open', label: 'Open', keys: ['Enter'] },
  { id: 'types', label: 'Types', keys: ['g t', 'T'], run: () => {} },
];

function press(...presses: [key: string, at: number][]): (string | undefined)[] {
  const sequence = new KeySequence();
  return presses.map(([key, at]) => sequence.press(key, at, COMMANDS).command?.id);
}

it('finds the command of a key, of a sequence, and of another key for the same', () => {
  expect(press(['j', 0], ['g', 10], ['t', 500], ['T', 600])).toEqual(['next', undefined, 'types', 'types']);
});

it('forgets the beginning of a sequence after a while, and after another key', () => {
  expect(press(['g', 0], ['t', 1300])).toEqual([undefined, undefined]);
  expect(press(['g', 0], ['x', 1], ['t', 2])).toEqual([undefined, undefined, undefined]);
});

it('takes a key that does not go on with the sequence for itself', () => {
  expect(press(['g', 0], ['j', 1], ['t', 2])).toEqual([undefined, 'next', undefined]);
  expect(press(['g', 0], ['g', 1], ['t', 2])).toEqual([undefined, undefined, 'types']);
});

it('leaves to the browser what is only listed', () => {
  expect(press(['Enter', 0])).toEqual([undefined]);
});
