import { Logger, run } from 'graphile-worker';
import { concurrency, databaseUrl, firstSteps, report, runAndGoOn } from './work.mjs';

const runner = await run({
  connectionString: databaseUrl,
  concurrency,
  maxPoolSize: concurrency + 2,
  noHandleSignals: true,
  logger: new Logger(() => () => undefined),
  taskList: { step: (job, { addJob }) => runAndGoOn(job, (next) => addJob('step', next)) },
});

const startedAt = performance.now();
await Promise.all(firstSteps.map((step) => runner.addJob('step', step)));
await report(startedAt);
