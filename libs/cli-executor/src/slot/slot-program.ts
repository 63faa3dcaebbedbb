import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { PosixIsolation } from '../command-executor';
import { PYTHON_LOOP } from './python-loop';
import { slotLoop } from './slot-loop';

/** What runs a slot: an interpreter and its way to take commands. */
export interface SlotProgram {
  readonly path: string;
  /** `python` takes a command as a frame (see `commandFrame`), a shell as a script (see `commandScript`). */
  readonly kind: 'python' | 'shell';
}

const PYTHONS = ['/usr/bin/python3', '/usr/local/bin/python3', '/usr/libexec/platform-python'];
const SHELLS = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash', '/bin/sh'];
/** No environment variables, folders or packages of others. */
const ALONE = ['-I', '-S'];
/** From this version on a command is not forked, which is what Python is taken for. */
const IS_NEW_ENOUGH = 'import subprocess, sys; sys.exit(sys.version_info < (3, 10))';
const PROBE_LIMIT_MS = 5_000;

/** The program of that path. */
export function slotProgramOf(path: string): SlotProgram {
  return { path, kind: basename(path).includes('python') ? 'python' : 'shell' };
}

/** The best shell for programs of ours that this host has. */
export function findShell(): string {
  return SHELLS.find((path) => existsSync(path)) ?? '/bin/sh';
}

/** The best program for slots that this host has: Python where it is part of the system, else a shell. */
export async function findSlotProgram(): Promise<SlotProgram> {
  // What macOS has there may be a dialog that offers to install it.
  for (const path of process.platform === 'linux' ? PYTHONS : [])
    if (await isNewEnough(path)) return slotProgramOf(path);
  return slotProgramOf(findShell());
}

/** The text of a slot's program for that isolation mode. */
export function slotProgramText({ kind }: SlotProgram, isolation: PosixIsolation): string {
  return kind === 'python' ? PYTHON_LOOP : slotLoop(isolation);
}

/** Program and arguments that run the text in the file `loopPath` for a slot with that folder. */
export function slotProgramCall(
  { path, kind }: SlotProgram,
  isolation: PosixIsolation,
  loopPath: string,
  folder: string,
): readonly [string, ...string[]] {
  if (kind === 'python')
    return [path, ...ALONE, loopPath, folder, isolation === 'process-group' ? 'host' : 'namespace'];
  return [path, ...(path.endsWith('bash') ? ['--posix'] : []), loopPath, folder];
}

async function isNewEnough(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  try {
    await promisify(execFile)(path, [...ALONE, '-c', IS_NEW_ENOUGH], { cwd: '/', env: {}, timeout: PROBE_LIMIT_MS });
    return true;
  } catch {
    return false;
  }
}
