export * from './decide-fire';
export type { FireRange } from './due-fires';
export { firesBetween, nextFires, previousFire } from './fires';
export * from './jitter';
export * from './parse-schedule';
export * from './passed';
export * from './schedule';
export type { ScheduleOptions } from './schedule-options';
