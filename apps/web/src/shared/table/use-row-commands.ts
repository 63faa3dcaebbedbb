import type { Command } from '../commands/command';
import { useCommands } from '../commands/use-commands';
import { moveToRow } from './row-cursor';

const COMMANDS: readonly Command[] = [
  { id: 'row-next', label: 'Next row', keys: ['j'], run: () => moveToRow(1), keyOnly: true },
  { id: 'row-previous', label: 'Previous row', keys: ['k'], run: () => moveToRow(-1), keyOnly: true },
  { id: 'row-open', label: 'Open the row', keys: ['Enter'], keyOnly: true },
];

/** For every list whose rows carry `data-row`: keys move through them. */
export function useRowCommands(): void {
  useCommands('Lists', COMMANDS);
}
