import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';

/** What a running server tells about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  /** 0 until the server listens. */
  readonly port: number;
  /** Takes connections; otherwise it is starting, recovering or stopping. */
  readonly ready: boolean;
}

// Lines of the file, from 0 (src/include/utils/pidfile.h).
const PID = 0;
const PORT = 3;
const STATUS = 7;

export function postmasterFile(dataFolder: string): string {
  return join(dataFolder, 'postmaster.pid');
}

/** The content of `postmaster.pid`, or null when there is none. It may be a leftover: see isPostmaster. */
export function readPostmaster(dataFolder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(postmasterFile(dataFolder), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const pid = Number(lines[PID]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[PORT] ?? 0), ready: lines[STATUS]?.trim() === 'ready' };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True when the process `pid` is the server of this data folder, and not one that got its number later. */
export function isPostmaster(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder) && commandName(pid) === 'postgres';
    } catch {
      return false;
    }
  }
  if (process.platform === 'win32') return true;
  const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return listed.stdout.includes('postgres') && listed.stdout.includes(dataFolder);
}

function commandName(pid: number): string {
  return basename(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
}
