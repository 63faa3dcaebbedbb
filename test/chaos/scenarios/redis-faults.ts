import { mixedSteps } from '../workload/process-types';
import { repeat } from './faults';
import type { Scenario } from './scenario';

export const redisFaults: Scenario = {
  name: 'redis-faults',
  title: '20 FLUSHALL and 20 Redis kills without persistence',
  backends: ['redis'],
  types: (random) => [mixedSteps(random), mixedSteps(random, 0)],
  records: 200,
  workers: 3,
  concurrency: 8,
  inject: async (context) => {
    const { random, scaled, log } = context;
    const { redis } = context.topology;
    await repeat(context, random.stream('flushes'), scaled(20), [500, 1_500], async () => {
      await redis?.flush();
      log.count('FLUSHALL');
      log.healed('FLUSHALL');
    });
    await repeat(context, random.stream('kills'), scaled(20), [1_000, 3_000], async () => {
      await redis?.kill9();
      log.count('Redis kill -9');
      await context.pause(random.between(0, 1_500));
      await redis?.restart();
      log.healed('Redis kill -9');
    });
  },
};
