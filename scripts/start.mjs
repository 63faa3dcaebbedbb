// npm start: installs what is missing, builds what is stale, then is the launcher itself (apps/cli).
import { requireNode } from './steps/node-version.mjs';

requireNode();

const PARENT_CHECK_MS = 1_000;

/** npm does not pass on what kills it: without it nobody would end this process. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS).unref();
}

// Loaded only now: an older Node would stumble over them before it could say why.
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
