/** Lines that an address points to, counted from 1. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Reads `L118` or `L10-L20` (also `L10-20`, in either order); null for anything else. */
export function parseLineRange(hash: string): LineRange | null {
  const match = /^#?L(\d{1,12})(?:-L?(\d{1,12}))?$/.exec(hash);
  if (match === null) return null;
  const lines = [Number(match[1]), Number(match[2] ?? match[1])];
  const from = Math.min(...lines);
  return from < 1 ? null : { from, to: Math.max(...lines) };
}

/** The part of an address that points to the lines: `L118`, `L10-L20`. */
export function lineRangeHash({ from, to }: LineRange): string {
  return from === to ? `L${from}` : `L${from}-L${to}`;
}
