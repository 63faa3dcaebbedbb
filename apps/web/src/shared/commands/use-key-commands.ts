import { useLayoutEffect } from 'react';
import { pageCommands } from './command-registry';
import { keyOf } from './key-press';
import { KeySequence } from './key-sequence';

/** Runs the registered commands by their keys; to be used once. */
export function useKeyCommands(): void {
  useLayoutEffect(() => {
    const sequence = new KeySequence();
    const listen = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if (key === undefined || key === 'Shift') return;
      const commands = pageCommands.groups().flatMap((group) => group.commands);
      const { command, isBegun } = sequence.press(key, event.timeStamp, commands);
      if (command === undefined && !isBegun) return;
      event.preventDefault();
      command?.run?.(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
