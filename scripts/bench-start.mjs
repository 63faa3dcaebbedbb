// npm run bench:start: how long npm start takes until the product is ready, and Ctrl-C until it has ended.
import { ensureBuilt } from './steps/compile.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { runTypescript } from './steps/run-typescript.mjs';
import { main } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt();
  await runTypescript('bench/start/main.ts');
});
