import { mixedSteps } from '../workload/process-types';
import { repeat } from './faults';
import { Forger } from './forgeries';
import type { Scenario } from './scenario';

export const duplicates: Scenario = {
  name: 'duplicates',
  title: 'everything delivered again 200 times, and 200 forged steps',
  backends: ['postgres', 'redis'],
  types: (random) => [mixedSteps(random, 0)],
  records: 200,
  workers: 2,
  concurrency: 8,
  inject: async (context) => {
    const forger = Forger.open(context);
    const times = context.scaled(200);
    try {
      await Promise.all([
        repeat(context, context.random.stream('deliveries'), times, [20, 200], () => forger.deliverAgain()),
        repeat(context, context.random.stream('forgeries'), times, [20, 200], () => forger.forgeStep()),
      ]);
    } finally {
      await forger.close();
    }
  },
};
