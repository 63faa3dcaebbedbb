import { percentile } from '../table';

/** How values are spread, in their own unit. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly times: number;
}

/** Throws RangeError when there are no values. */
export function spreadOf(values: readonly number[]): Spread {
  return {
    p50: percentile(values, 0.5),
    p99: percentile(values, 0.99),
    most: percentile(values, 1),
    times: values.length,
  };
}

/** The middle one of the values; of an even number, the lower of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
