/** How far back throughput can look. */
export const STATISTICS_WINDOWS = ['1h', '24h', '7d'] as const;
export type StatisticsWindow = (typeof STATISTICS_WINDOWS)[number];

/** How a window is cut into 60 or so buckets of a round width, and the width of the tally that they are read from. */
export interface WindowShape {
  readonly lengthMs: number;
  readonly bucketMs: number;
  readonly tallyMinutes: 1 | 15 | 180;
}

export const WINDOW_SHAPES: Readonly<Record<StatisticsWindow, WindowShape>> = {
  '1h': { lengthMs: 3_600_000, bucketMs: 60_000, tallyMinutes: 1 },
  '24h': { lengthMs: 86_400_000, bucketMs: 30 * 60_000, tallyMinutes: 15 },
  '7d': { lengthMs: 604_800_000, bucketMs: 3 * 3_600_000, tallyMinutes: 180 },
};
