// npm run fuzz: sends fuzzed values and ids to the product and looks whether one got through.
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { runTypescript } from './steps/run-typescript.mjs';
import { main } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await runTypescript('test/fuzz/main.ts');
});
