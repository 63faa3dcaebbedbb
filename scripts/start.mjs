// npm start: installs what is missing, builds what is stale, then is the launcher itself (apps/cli).
import { requireNode } from './steps/node-version.mjs';

requireNode();

// Loaded only now: an older Node would stumble over them before it could say why.
const { endWithNpm } = await import('./steps/end-with-npm.mjs');
const { ROOT, main } = await import('./steps/tool.mjs');
const { ensureDependencies } = await import('./steps/install.mjs');
const { ensureBuilt } = await import('./steps/compile.mjs');
const { join } = await import('node:path');
const { pathToFileURL } = await import('node:url');

main(async () => {
  process.chdir(ROOT);
  await ensureDependencies();
  await ensureBuilt();
  process.env.NODE_ENV ??= 'production';
  endWithNpm();
  await import(pathToFileURL(join(ROOT, 'dist/apps/cli/src/main.js')).href);
});
