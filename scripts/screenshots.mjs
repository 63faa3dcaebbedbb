// npm run screenshots: takes the pictures of docs/images from the running product.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ensureDependencies } from './steps/install.mjs';
import { requireNode } from './steps/node-version.mjs';
import { main, ROOT } from './steps/tool.mjs';

requireNode();
main(async () => {
  await ensureDependencies();
  const hook = join(ROOT, 'libs/testing/src/typescript-hook.cjs');
  const photographer = spawn(process.execPath, ['--require', hook, join(ROOT, 'test/browser/screenshots.ts')], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const [code] = await once(photographer, 'close');
  process.exitCode = code ?? 1;
});
