import { mixedSteps } from '../workload/process-types';
import { crashPostgres, cutSessions, repeat } from './faults';
import { failsWithoutRetries, type Scenario } from './scenario';

export const postgresFaults: Scenario = {
  name: 'postgres-faults',
  title: 'PostgreSQL crashed and restarted 30 times, 500 of its sessions cut off',
  backends: ['postgres', 'redis'],
  types: (random) => [mixedSteps(random), mixedSteps(random, 0)],
  records: 200,
  workers: 3,
  concurrency: 8,
  mayEndAs: failsWithoutRetries,
  inject: async (context) => {
    const { random, scaled } = context;
    const cuts = random.stream('cuts');
    let left = scaled(500);
    await repeat(context, random.stream('crashes'), scaled(30), [1_000, 3_000], () => crashPostgres(context));
    while (left > 0) {
      await context.pause(cuts.between(200, 1_000));
      left -= await cutSessions(context, Math.min(left, Math.ceil(cuts.between(0, 15))));
    }
  },
};
