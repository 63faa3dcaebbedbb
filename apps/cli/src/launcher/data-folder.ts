import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '@app/config';

/**
 * Makes the folder for everything that the product keeps, for its owner only, and tries to write to it.
 * @throws StartupError naming DATA_DIR
 */
export function prepareDataFolder(path: string): void {
  const probe = join(path, `.write-test-${process.pid}`);
  try {
    makeFolder(path);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw new StartupError(`DATA_DIR ${path} cannot be written: ${(error as Error).message}`);
  }
}

// Node's own recursive form never returns where a folder cannot be made below an existing one (/proc).
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another launcher made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}
