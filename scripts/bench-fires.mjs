// npm run bench:fires: fires schedules in the scaled-out product while its processes are killed.
import { ensureBuilt } from './steps/compile.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { runTypescript } from './steps/run-typescript.mjs';
import { main } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt({ only: 'server' });
  await runTypescript('bench/fires/main.ts');
});
