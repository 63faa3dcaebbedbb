// npm run bench: commands a second, against the floor and what else could be used, and latencies.
import { ensureBuilt } from './steps/compile.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { runTypescript } from './steps/run-typescript.mjs';
import { main } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt({ only: 'server' });
  await runTypescript('bench/throughput/main.ts');
});
