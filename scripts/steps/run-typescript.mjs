import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './tool.mjs';

/** Runs a TypeScript file of the repository with this script's arguments, and ends as it ends. */
export async function runTypescript(file) {
  const hook = join(ROOT, 'libs/testing/src/typescript-hook.cjs');
  const child = spawn(process.execPath, ['--require', hook, join(ROOT, file), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  process.on('SIGINT', () => undefined);
  const [code] = await once(child, 'close');
  process.exitCode = code ?? 1;
}
