import type { TablerIcon } from '@tabler/icons-react';

/** Something that a person can do on this page, by keys or from the command palette. */
export interface Command {
  /** The same for the same thing, wherever it is registered. */
  readonly id: string;
  readonly label: string;
  /** As `KeyboardEvent.key` names them; any of these: `x`, a sequence `g o`, or `mod+k` (⌘ on a Mac, Ctrl elsewhere). */
  readonly keys?: readonly string[];
  /** Absent where the browser or the element with the focus does it; the key is then only listed. */
  readonly run?: (event?: KeyboardEvent) => void;
  readonly icon?: TablerIcon;
  /** True for what makes sense by key only, e.g. going to the next row: the palette leaves it out. */
  readonly keyOnly?: boolean;
}

/** In the order in which help and palette show them; the key of an earlier group goes before that of a later one. */
export const GROUP_TITLES = [
  'This process',
  'This task',
  'Selection',
  'Lists',
  'Output',
  'Go to',
  'Create',
  'View',
] as const;

export type GroupTitle = (typeof GROUP_TITLES)[number];

/** Commands that belong together. */
export interface CommandGroup {
  readonly title: GroupTitle;
  readonly commands: readonly Command[];
}
