import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A change to a compiled file: text that must be there exactly once, and what takes its place. */
export interface Patch {
  /** Path below dist. */
  readonly file: string;
  /** null: the whole file. */
  readonly from: string | null;
  readonly to: string;
}

const COMPILED = ['apps/api/src', 'apps/worker/src', 'libs'];

/** A copy of the compiled product with a part of it switched off. */
export class PatchedDist {
  private constructor(readonly path: string) {}

  /** @throws Error when a patch does not fit the product any more */
  static make(root: string, patches: readonly Patch[]): PatchedDist {
    // Inside the repository, where its modules find node_modules.
    const copy = new PatchedDist(mkdtempSync(join(root, '.test', 'dist-')));
    try {
      for (const folder of COMPILED)
        cpSync(join(root, 'dist', folder), join(copy.path, folder), {
          recursive: true,
          filter: (file) => !file.endsWith('.map'),
        });
      for (const patch of patches) copy.apply(patch);
      return copy;
    } catch (error) {
      copy.remove();
      throw error;
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private apply({ file, from, to }: Patch): void {
    const path = join(this.path, file);
    const text = readFileSync(path, 'utf8');
    if (from !== null && text.split(from).length !== 2)
      throw new Error(`The control does not fit the product any more: '${from}' is not exactly once in ${file}`);
    writeFileSync(path, from === null ? to : text.replace(from, () => to));
  }
}
