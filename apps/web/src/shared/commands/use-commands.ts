import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { Command, CommandGroup, GroupTitle } from './command';
import { pageCommands } from './command-registry';

/**
 * Registers commands for as long as the component is mounted; they need not be the same objects at each rendering. What
 * can be seen can be used: layout effects run before the browser shows the page, others may be late for a quick key.
 */
export function useCommands(title: GroupTitle, commands: readonly Command[]): void {
  const latest = useRef(commands);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  useLayoutEffect(() => pageCommands.add(title, () => latest.current), [title]);
  const words = commands.map(({ id, label, keys }) => `${id} ${label} ${keys?.join(' ')}`).join('\n');
  useLayoutEffect(() => pageCommands.changed(), [words]);
}

/** All commands of the page as it is now. */
export function useCommandGroups(): CommandGroup[] {
  useSyncExternalStore(pageCommands.subscribe, pageCommands.version);
  return pageCommands.groups();
}
