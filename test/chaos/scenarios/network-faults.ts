import { mixedSteps } from '../workload/process-types';
import { repeat } from './faults';
import { resetNetwork, silenceNetwork, slowNetwork } from './network';
import { failsWithoutRetries, type Scenario } from './scenario';

export const networkFaults: Scenario = {
  name: 'network-faults',
  title: 'the network to PostgreSQL and Redis delayed, reset and half-open, 20 times each',
  backends: ['postgres', 'redis'],
  types: (random) => [mixedSteps(random), mixedSteps(random, 0)],
  records: 100,
  workers: 3,
  concurrency: 8,
  throughProxies: true,
  mayEndAs: failsWithoutRetries,
  inject: async (context) => {
    const times = context.scaled(20);
    const network = context.random.stream('network');
    await repeat(context, network, times, [500, 1_500], () => slowNetwork(context, network));
    await repeat(context, network, times, [500, 1_500], () => resetNetwork(context, network));
    await repeat(context, network, times, [1_000, 3_000], () => silenceNetwork(context, network));
  },
};
