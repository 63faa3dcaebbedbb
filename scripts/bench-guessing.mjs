// npm run bench:guessing: passwords guessed at full speed, and what those who know theirs notice of it.
import { ensureBuilt } from './steps/compile.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { runTypescript } from './steps/run-typescript.mjs';
import { main } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt();
  await runTypescript('bench/guessing/main.ts');
});
