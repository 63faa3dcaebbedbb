// npm run bench:log: how fast outputs of millions of lines are opened, and how late a line that is printed arrives.
import { ensureBuilt } from './steps/compile.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { runTypescript } from './steps/run-typescript.mjs';
import { main } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt();
  await runTypescript('bench/log/main.ts');
});
