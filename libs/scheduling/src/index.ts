export * from './decide-fire';
export { firesBetween, nextFires, previousFire } from './fires';
export * from './jitter';
export * from './parse-schedule';
export * from './schedule';
