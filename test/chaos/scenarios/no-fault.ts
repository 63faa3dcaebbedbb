import { quickSteps } from '../workload/process-types';
import type { Scenario } from './scenario';

export const noFault: Scenario = {
  name: 'no-fault',
  title: '10,000 tasks, 2 workers × 10 slots',
  backends: ['postgres', 'redis'],
  types: () => [quickSteps()],
  records: 1_000,
  workers: 2,
  concurrency: 10,
  active: 100,
  inject: async () => undefined,
};
