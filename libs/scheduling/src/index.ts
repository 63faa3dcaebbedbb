export * from './fires';
export * from './parse-schedule';
export * from './schedule';
export type { ScheduleOptions } from './schedule-options';
