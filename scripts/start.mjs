// npm start: installs what is missing, builds what is stale, then is the launcher itself (apps/cli).
import { requireNode } from './steps/node-version.mjs';

requireNode();

// Loaded only now: an older Node would stumble over them before it could say why.
const { ROOT, main } = await import('./steps/tool.mjs');
const { ensureDependencies } = await import('./steps/install.mjs');
const { ensureBuilt, isBuilt } = await import('./steps/compile.mjs');

main(async () => {
  process.chdir(ROOT);
  if (isBuilt()) {
    await ensureDependencies({ toBuild: false });
  } else {
    await ensureDependencies();
    await ensureBuilt();
  }
  await import('./launch.mjs');
});
