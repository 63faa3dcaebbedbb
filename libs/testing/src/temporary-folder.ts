import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of the test's own. `remove()` it when all that uses it has ended. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `orchestrator-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
