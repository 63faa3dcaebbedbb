import { stubbornSteps } from '../workload/process-types';
import { stopRun } from './faults';
import type { Scenario } from './scenario';

const AT_A_TIME = 4;
const RUNNING = 16;

export const stops: Scenario = {
  name: 'stops',
  title: '1,000 random stops against running work',
  backends: ['postgres', 'redis'],
  types: () => [stubbornSteps()],
  records: 1_000,
  workers: 2,
  concurrency: 8,
  inject: async (context) => {
    const { load, log, pause, scaled } = context;
    const wanted = scaled(1_000);
    const tried = new Set<string>();
    const stopSome = async (lane: number): Promise<void> => {
      const random = context.random.stream(`stops ${lane}`);
      while ((log.counts.stop ?? 0) < wanted) {
        await pause(random.between(50, 400));
        // Of the newest ones, most still run.
        const untried = load.records.slice(-RUNNING).filter((record) => !tried.has(record));
        if (untried.length === 0) continue;
        const record = random.pick(untried);
        tried.add(record);
        await stopRun(context, record);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, (_, lane) => stopSome(lane)));
  },
};
