import type { ReactNode } from 'react';

/** A column of a `VirtualTable`; the first one stays in sight when the table scrolls sideways. */
export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  /** In pixels; columns grow in proportion when there is room. */
  readonly width: number;
  readonly align?: 'end';
  /** It is left out where the table has no room for all: the lowest number first. Without one it always stays. */
  readonly leaveOut?: number;
  /** For a table of one column: it takes the whole width. */
  readonly fullWidth?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** Whether the cell has a link that the arrow keys lead to; by default it has none. */
  readonly leads?: (row: Row) => boolean;
}
