import { mixedSteps } from '../workload/process-types';
import { killApi, killWorker, repeat, steadyWorker } from './faults';
import { failsWithoutRetries, type Scenario } from './scenario';

export const kills: Scenario = {
  name: 'kills',
  title: '200 kill -9 of workers and 50 of the API under 1,000 × 10 tasks',
  backends: ['postgres', 'redis'],
  types: (random) => [mixedSteps(random), mixedSteps(random, 0)],
  records: 1_000,
  workers: 3,
  concurrency: 8,
  mayEndAs: failsWithoutRetries,
  inject: async (context) => {
    const { random, scaled } = context;
    const [workers, api] = [random.stream('worker kills'), random.stream('API kills')];
    await Promise.all([
      repeat(context, workers, scaled(200), [800, 2_400], async () => {
        await killWorker(context, await steadyWorker(context, workers));
      }),
      repeat(context, api, scaled(50), [3_200, 9_600], () => killApi(context)),
    ]);
  },
};
