import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '@app/config';

/**
 * Makes the folder for everything that the product keeps, for its owner only, and tries to write to it.
 * @throws StartupError naming DATA_DIR
 */
export function prepareDataFolder(path: string): void {
  const probe = join(path, `.write-test-${process.pid}`);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw new StartupError(`DATA_DIR ${path} cannot be written: ${(error as Error).message}`);
  }
}
