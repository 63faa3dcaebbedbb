import { SILENT_MS } from '../topology/topology';
import { lateSteps, outlastingSteps } from '../workload/process-types';
import { freezeWorker, repeat, busyWorker } from './faults';
import type { Scenario } from './scenario';

const AT_A_TIME = 2;

export const freezes: Scenario = {
  name: 'freezes',
  title: '50 freezes longer than the lease',
  backends: ['postgres', 'redis'],
  types: () => [outlastingSteps(SILENT_MS), lateSteps(SILENT_MS)],
  records: 60,
  workers: 3,
  concurrency: 8,
  // Half of the slots stay free, so that what was lost runs again at once, beside what may not have died.
  active: 12,
  inject: async (context) => {
    const times = context.scaled(50);
    await Promise.all(
      Array.from({ length: AT_A_TIME }, (_, lane) => {
        const random = context.random.stream(`freezes ${lane}`);
        const own = Math.floor((times + lane) / AT_A_TIME);
        return repeat(context, random, own, [500, 2_000], async () =>
          freezeWorker(context, await busyWorker(context, random)),
        );
      }),
    );
  },
};
