import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret files of one command at a time, in a folder of their own. */
export class SecretFiles {
  private isThere = false;

  constructor(private readonly folder: string) {}

  /**
   * Writes the files, readable by this user only, and gives their paths by variable.
   * @param contents by variable, which is the name of a file too
   */
  write(contents: Readonly<Record<string, string>>): Record<string, string> {
    const entries = Object.entries(contents);
    if (entries.length === 0) return {};
    this.remove();
    this.isThere = true;
    mkdirSync(this.folder, { mode: 0o700, recursive: true });
    return Object.fromEntries(
      entries.map(([variable, content]) => {
        const path = join(this.folder, variable);
        writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
        return [variable, path];
      }),
    );
  }

  remove(): void {
    if (!this.isThere) return;
    rmSync(this.folder, { recursive: true, force: true });
    this.isThere = false;
  }
}
