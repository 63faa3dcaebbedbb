import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttemptKey } from '../transitions/stop-run.repository';
import { SpoolFault } from './spool-fault';
import { SpoolFile } from './spool-file';

// What a worker took over says whose it was, in case that it is lost itself before it has stored it.
const FILE = /^([0-9a-f-]{36})\.(\d+)\.(?:out|(.+)\.taken)$/;
const PROBE_FILE = 'probe';
/** A folder that has no room for this much has none. */
const PROBE = Buffer.alloc(64 * 1024);
/** A living worker writes its probe far more often. */
const ABANDONED_AFTER_MS = 3_600_000;

/** What the name of a spool file says. */
export type SpoolKey = Pick<AttemptKey, 'taskId' | 'attempt'>;

/** A spool file that a worker left behind. */
export interface LeftBehind {
  readonly path: string;
  readonly key: SpoolKey;
  readonly workerId: string;
}

/**
 * A worker's folder of spool files, one per attempt: what a command wrote is on this host's disk before it is in the
 * database, so that it outlives a worker that is killed. The folder is `<root>/<worker id>`.
 */
export class Spool {
  private readonly folder: string;

  constructor(
    private readonly root: string,
    private readonly workerId: string,
  ) {
    this.folder = join(root, workerId);
  }

  /** Makes the folder and writes to it. Throws SpoolFault when it takes no output now. */
  async check(): Promise<void> {
    const probe = join(this.folder, PROBE_FILE);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(probe, PROBE);
    } catch (error) {
      throw new SpoolFault(this.folder, error);
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }

  /** The file for an attempt; made with the first bytes. */
  open(key: SpoolKey): SpoolFile {
    return new SpoolFile(join(this.folder, `${key.taskId}.${key.attempt}.out`));
  }

  /** Files of other workers on this host, whether these live or not. */
  async leftBehind(): Promise<LeftBehind[]> {
    const found: LeftBehind[] = [];
    for (const folder of await readdir(this.root).catch(() => [])) {
      if (folder === this.workerId) continue;
      const names = await readdir(join(this.root, folder)).catch(() => []);
      if (names.every((name) => name === PROBE_FILE)) await removeAbandoned(join(this.root, folder));
      for (const name of names) {
        const [, taskId, attempt, takenFrom] = FILE.exec(name) ?? [];
        const workerId = takenFrom ?? folder;
        if (taskId && attempt)
          found.push({ path: join(this.root, folder, name), key: { taskId, attempt: Number(attempt) }, workerId });
      }
    }
    return found;
  }

  /** Takes a file over, so that no other worker of this host does; null when one did. */
  async takeOver(file: LeftBehind): Promise<string | null> {
    const { taskId, attempt } = file.key;
    const mine = join(this.folder, `${taskId}.${attempt}.${file.workerId}.taken`);
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
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

// Not the folder of a living worker, which may be about to write to it. One that was frozen for so long makes it again.
async function removeAbandoned(folder: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(folder);
    if (mtimeMs > Date.now() - ABANDONED_AFTER_MS) return;
    await rm(join(folder, PROBE_FILE), { force: true });
    await rmdir(folder);
  } catch {
    // Another worker removed it, or output came: the next look tells.
  }
}
