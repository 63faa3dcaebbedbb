import type { Command } from '../../shared/commands/command';

/** Keys of an output that has the focus, for the list of all keys. */
export const LOG_KEYS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '/', does: 'Search in the output' },
  { keys: 'Enter, F3', does: 'Next match' },
  { keys: 'Shift Enter, Shift F3', does: 'Previous match' },
  { keys: 'f', does: 'Follow the end, or stop following' },
  { keys: 'w', does: 'Wrap long lines, or not' },
  { keys: 'g, Home', does: 'Go to the first line' },
  { keys: 'Shift G, End', does: 'Go to the last line' },
];

/** The same, to be listed: the output takes these keys itself while it has the focus. */
export const LOG_COMMANDS: readonly Command[] = LOG_KEYS.map(({ keys, does }) => ({
  id: `output ${keys}`,
  label: does,
  keys: keys.split(', '),
  keyOnly: true,
}));
