// npm run generate: openapi.yaml, the client and schema.sql from the code; with --check only compares.
import { ensureBuilt } from './steps/compile.mjs';
import { checkDrift, regenerate } from './steps/drift.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { main, step } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt({ only: 'server' });
  if (process.argv.includes('--check')) await step('Comparing what is generated', checkDrift);
  else await step('Generating', regenerate);
});
