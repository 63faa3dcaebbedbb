import { mixedSteps, stubbornSteps } from '../workload/process-types';
import {
  crashPostgres,
  cutSessions,
  freezeWorker,
  killApi,
  killWorker,
  repeat,
  rollingRestart,
  steadyWorker,
  stopRun,
} from './faults';
import { Forger } from './forgeries';
import { resetNetwork, silenceNetwork } from './network';
import { type FaultContext, failsWithoutRetries, type Scenario } from './scenario';

const HOUR_MS = 3_600_000;

/** A little of everything, one after the other in an order of chance: the short check of every build. */
export const medley: Scenario = {
  name: 'medley',
  title: 'a little of every fault',
  backends: ['postgres', 'redis'],
  types: (random) => [mixedSteps(random), mixedSteps(random, 0), stubbornSteps()],
  records: 30,
  workers: 2,
  concurrency: 4,
  throughProxies: true,
  clockShiftsMs: [HOUR_MS, -HOUR_MS],
  mayEndAs: failsWithoutRetries,
  inject: async (context) => {
    const random = context.random.stream('medley');
    const left = faultsOf(context);
    const forger = Forger.open(context);
    try {
      while (left.length > 0) {
        const fault = random.pick(left);
        left.splice(left.indexOf(fault), 1);
        await context.pause(random.between(200, 800));
        await Promise.all([fault(), forger.deliverAgain().catch(() => undefined)]);
      }
    } finally {
      await forger.close();
    }
  },
};

function faultsOf(context: FaultContext): (() => Promise<unknown>)[] {
  const { load, scaled, topology } = context;
  const random = context.random.stream('faults');
  const { redis } = topology;
  const worker = () => steadyWorker(context, random);
  const common = [
    async () => killWorker(context, await worker()),
    async () => killWorker(context, await worker()),
    () => killApi(context),
    async () => freezeWorker(context, await worker()),
    () => crashPostgres(context),
    () => cutSessions(context, 10),
    async () => resetNetwork(context, random),
    () => silenceNetwork(context, random),
    () => rollingRestart(context),
    () => repeat(context, random, 5, [50, 300], () => stopRun(context, random.pick(load.records))),
  ];
  const ofRedis = redis
    ? [
        async () => {
          await redis.flush();
          context.log.count('FLUSHALL');
        },
        async () => {
          await redis.restart();
          context.log.count('Redis kill -9');
        },
      ]
    : [];
  return Array.from({ length: scaled(1) }, () => [...common, ...ofRedis]).flat();
}
