import { closeSync, mkdirSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { readdir, rename, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AttemptKey } from '../transitions/stop-run.repository';

const FILE = /^([0-9a-f-]{36})\.(\d+)\.out$/;

/** A spool file that a worker left behind. */
export interface LeftBehind {
  readonly path: string;
  readonly key: AttemptKey;
  readonly workerId: string;
}

/**
 * A worker's folder of spool files, one per attempt: what a command wrote is on this host's disk before it is in the
 * database, so that it outlives a worker that is killed. The folder is `<root>/<worker id>`.
 */
export class Spool {
  private readonly folder: string;

  /** @throws Error when the folder cannot be made */
  constructor(
    private readonly root: string,
    private readonly workerId: string,
  ) {
    this.folder = join(root, workerId);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** The file for an attempt; made with the first bytes. */
  open(key: AttemptKey): SpoolFile {
    return new SpoolFile(join(this.folder, `${key.taskId}.${key.attempt}.out`));
  }

  /** Files of other workers on this host, whether these live or not. */
  async leftBehind(): Promise<LeftBehind[]> {
    const found: LeftBehind[] = [];
    for (const workerId of await readdir(this.root).catch(() => [])) {
      if (workerId === this.workerId) continue;
      const names = await readdir(join(this.root, workerId)).catch(() => []);
      // Removed only when empty; a living worker makes its folder again when it needs it.
      if (names.length === 0) await rmdir(join(this.root, workerId)).catch(() => undefined);
      for (const name of names) {
        const [, taskId, attempt] = FILE.exec(name) ?? [];
        if (taskId && attempt)
          found.push({ path: join(this.root, workerId, name), key: { taskId, attempt: Number(attempt) }, workerId });
      }
    }
    return found;
  }

  /** Takes a file over, so that no other worker of this host does; null when one did. */
  async takeOver(file: LeftBehind): Promise<string | null> {
    const mine = join(this.folder, `${file.key.taskId}.${file.key.attempt}.taken`);
    try {
      await rename(file.path, mine);
      return mine;
    } catch {
      return null;
    }
  }

  /** Removes this worker's folder; what it holds is stored. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The spool file of one attempt. A disk that takes no more only costs this safety, not the attempt. */
export class SpoolFile {
  private descriptor: number | undefined;
  private broken = false;

  constructor(private readonly path: string) {}

  /** Appends to the file, in the kernel when this returns. */
  append(bytes: Buffer): void {
    if (this.broken) return;
    try {
      this.descriptor ??= this.create();
      writeSync(this.descriptor, bytes);
    } catch {
      this.broken = true;
    }
  }

  private create(): number {
    try {
      return openSync(this.path, 'a', 0o600);
    } catch {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      return openSync(this.path, 'a', 0o600);
    }
  }

  /** Ends and removes the file: everything in it is stored. */
  remove(): void {
    if (this.descriptor === undefined) return;
    closeSync(this.descriptor);
    this.descriptor = undefined;
    try {
      unlinkSync(this.path);
    } catch {
      // Taken over by another worker that took this one for dead; it removes it.
    }
  }
}
