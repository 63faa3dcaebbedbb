import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = 'process-orchestrator';

/** The version of the product, from its package.json, which lies beside the built code. Throws when it is not there. */
export function productVersion(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = readPackage(folder);
    if (found?.name === NAME) return found.version;
  }
  throw new Error(`No package.json of ${NAME} above ${__dirname}`);
}

function readPackage(folder: string): { readonly name: string; readonly version: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
  } catch {
    return undefined;
  }
}
