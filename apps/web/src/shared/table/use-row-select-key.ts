import { useCommands } from '../commands/use-commands';

/**
 * `x` on a row of a `VirtualTable` (the one that has the focus, otherwise the one under the pointer) selects it.
 * @param onRow null where rows cannot be selected
 */
export function useRowSelectKey(onRow: ((rowKey: string, range: boolean) => void) | null): void {
  const select = (range: boolean): void => {
    const row = document.activeElement?.closest('tr[data-row]') ?? document.querySelector('tr[data-row]:hover');
    const rowKey = row?.getAttribute('data-row') ?? null;
    if (rowKey !== null) onRow?.(rowKey, range);
  };
  const commands = [
    { id: 'select', label: 'Select the row, or let it go', keys: ['x'], run: () => select(false), keyOnly: true },
    { id: 'select-range', label: 'Select as far as this row', keys: ['X'], run: () => select(true), keyOnly: true },
  ];
  useCommands('Selection', onRow === null ? [] : commands);
}
