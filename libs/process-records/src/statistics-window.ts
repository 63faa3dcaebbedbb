/** How far back throughput can look. */
export const STATISTICS_WINDOWS = ['1h', '24h', '7d'] as const;
export type StatisticsWindow = (typeof STATISTICS_WINDOWS)[number];
