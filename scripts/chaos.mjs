// npm run chaos: builds the server if it is stale and runs the harness of test/chaos against it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ensureBuilt } from './steps/compile.mjs';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { main, ROOT } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  await ensureBuilt({ only: 'server' });
  const hook = join(ROOT, 'libs/testing/src/typescript-hook.cjs');
  const harness = spawn(
    process.execPath,
    ['--require', hook, join(ROOT, 'test/chaos/main.ts'), ...process.argv.slice(2)],
    { cwd: ROOT, stdio: 'inherit' },
  );
  // A Ctrl-C reaches the harness as well; it cleans up and ends.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => harness.kill('SIGTERM'));
  const [code] = await once(harness, 'close');
  process.exitCode = code ?? 1;
});
