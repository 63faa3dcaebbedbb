import { DBOS } from '@dbos-inc/dbos-sdk';
import { chains, concurrency, databaseUrl, endChain, report, runStep, steps } from './work.mjs';

DBOS.setConfig({ name: 'bench', systemDatabaseUrl: databaseUrl, runAdminServer: false, logLevel: 'error' });
const runChain = DBOS.registerWorkflow(
  async (chain) => {
    for (let step = 0; step < steps; step++)
      await DBOS.runStep(() => runStep({ chain, step }), { name: `step-${step}` });
    endChain();
  },
  { name: 'chain' },
);
await DBOS.launch();

// A few lanes that each run one chain after the other: as many at once as the others.
const startedAt = performance.now();
let next = 0;
const lane = async () => {
  while (next < chains) {
    const handle = await DBOS.startWorkflow(runChain)(next++);
    await handle.getResult();
  }
};
await Promise.all(Array.from({ length: concurrency }, lane));
await report(startedAt);
