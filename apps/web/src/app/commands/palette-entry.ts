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
}

export interface PaletteGroup {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}
