// npm run bench:data: makes a database with a long history, to look at and to measure.
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
  const child = spawn(
    process.execPath,
    ['--require', hook, join(ROOT, 'bench/data/main.ts'), ...process.argv.slice(2)],
    {
      cwd: ROOT,
      stdio: 'inherit',
    },
  );
  process.on('SIGINT', () => undefined);
  const [code] = await once(child, 'close');
  process.exitCode = code ?? 1;
});
