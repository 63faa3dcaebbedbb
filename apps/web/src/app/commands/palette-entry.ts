import type { ReactNode } from 'react';

/** A line of the palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Said beside the label. */
  readonly detail?: ReactNode;
  /** Keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
  /** How well it answers what was typed. */
  readonly score: number;
}

export interface PaletteGroup {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}
