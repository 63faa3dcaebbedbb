import { mixedSteps } from '../workload/process-types';
import { repeat, rollingRestart } from './faults';
import type { Scenario } from './scenario';

export const rollingRestarts: Scenario = {
  name: 'rolling-restarts',
  title: '10 rolling restarts of all workers and the API under load',
  backends: ['postgres', 'redis'],
  // A drained worker lets its commands finish, or gives them back at no cost: also these must complete.
  types: (random) => [mixedSteps(random, 0)],
  records: 400,
  workers: 3,
  concurrency: 8,
  inject: (context) =>
    repeat(context, context.random.stream('restarts'), context.scaled(10), [500, 2_000], () => rollingRestart(context)),
};
