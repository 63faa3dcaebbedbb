import { LEASE_MS, SILENT_MS } from '../topology/topology';
import { mixedSteps } from '../workload/process-types';
import { repeat } from './faults';
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
    const { random, scaled, log, pause, topology } = context;
    const proxies = [topology.proxies?.postgres, topology.proxies?.redis].filter((proxy) => proxy != null);
    const network = random.stream('network');
    await repeat(context, network, scaled(20), [500, 1_500], async () => {
      const proxy = network.pick(proxies);
      log.count('network slow');
      proxy.delay(network.between(20, 200));
      await pause(network.between(500, 2_000));
      proxy.heal();
      log.healed('network slow');
    });
    await repeat(context, network, scaled(20), [500, 1_500], () => {
      log.count('network reset');
      network.pick(proxies).resetAll();
      log.healed('network reset');
    });
    await repeat(context, network, scaled(20), [1_000, 3_000], async () => {
      const proxy = network.pick(proxies);
      log.count('network half-open');
      proxy.goHalfOpen();
      await pause(network.between(LEASE_MS / 2, SILENT_MS + 2_000));
      proxy.heal();
      log.healed('network half-open');
    });
  },
};
