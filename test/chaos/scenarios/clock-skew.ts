import { mixedSteps } from '../workload/process-types';
import { killWorker, repeat, steadyWorker } from './faults';
import { failsWithoutRetries, type Scenario } from './scenario';

const HOUR_MS = 3_600_000;

export const clockSkew: Scenario = {
  name: 'clock-skew',
  title: '50 kill -9 of workers whose clocks are an hour fast, an hour slow, and right',
  backends: ['postgres', 'redis'],
  types: (random) => [mixedSteps(random), mixedSteps(random, 0)],
  records: 200,
  workers: 3,
  concurrency: 8,
  clockShiftsMs: [HOUR_MS, -HOUR_MS, 0],
  mayEndAs: failsWithoutRetries,
  inject: async (context) => {
    const random = context.random.stream('worker kills');
    await repeat(context, random, context.scaled(50), [800, 2_400], async () => {
      await killWorker(context, await steadyWorker(context, random));
    });
  },
};
