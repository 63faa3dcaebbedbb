import { constants } from 'node:os';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  readonly groupId: number;
}

/** Range of process ids that were given out while something ran: after `from`, up to and including `to`. */
export interface PidRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The live processes (zombies left out) that this process can see, from /proc; empty where there is none (macOS).
 * @param range only these ids; all when absent or when the ids have started again from the bottom
 */
export function readProcesses(range?: PidRange): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const pid of readPids(range)) {
    const entry = readProcess(pid);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

/** The processes below `root`, without itself, parents before their children. */
export function descendantsOf(root: number, processes: readonly ProcessEntry[]): ProcessEntry[] {
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of processes) {
    const siblings = children.get(entry.parentPid);
    if (siblings) siblings.push(entry);
    else children.set(entry.parentPid, [entry]);
  }
  const found: ProcessEntry[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const below = children.get(pid) ?? [];
    found.push(...below);
    open.push(...below.map((child) => child.pid));
  }
  return found;
}

/**
 * Whether a process was started with all of these variables; null when it shows none at all, as one does that is just
 * being replaced by another program (execve), or that has none.
 * @param variables as `NAME=value`; none means no
 */
export function hasVariables(pid: number, variables: readonly string[]): boolean | null {
  if (variables.length === 0) return false;
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    if (environment === '') return null;
    return variables.every((variable) => `\0${environment}`.includes(`\0${variable}\0`));
  } catch {
    return false;
  }
}

/** Whether a process is still a copy of the one that forked it, or just becoming another program (execve). */
export function isCopyOf(pid: number, forkedBy: number): boolean {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    return commandLine === '' || commandLine === readFileSync(`/proc/${forkedBy}/cmdline`, 'latin1');
  } catch {
    return false;
  }
}

/** Whether a process has a handler for SIGTERM; one without can do nothing after it. */
export function catchesTermination(pid: number): boolean {
  try {
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? '0';
    return ((BigInt(`0x${caught}`) >> BigInt(constants.signals.SIGTERM - 1)) & 1n) === 1n;
  } catch {
    return false;
  }
}

/** Whether a process has the file open. */
export function holdsFile(pid: number, path: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => linkTarget(`/proc/${pid}/fd/${fd}`) === path);
  } catch {
    return false;
  }
}

/** When a live process started, as the kernel counts; null when it is gone. Tells it from a later one with its id. */
export function startOf(pid: number): string | null {
  const fields = readStat(pid);
  return fields === null || isDead(fields[0]) ? null : (fields[STARTED_FIELD] ?? null);
}

/** The process id given out last; null where /proc does not tell. */
export function lastPid(): number | null {
  try {
    const last = readFileSync('/proc/loadavg', 'latin1').trim().split(' ').at(-1);
    return last === undefined ? null : Number(last);
  } catch {
    return null;
  }
}

/** Sends a signal; a process or group (negative) that is gone, or is not ours, is no error. Tells whether it was there. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** So few ids are tried one by one; to list all processes takes longer. */
const FEW_PIDS = 100;

function readPids(range?: PidRange): number[] {
  if (range === undefined || range.to < range.from) return listPids();
  const { from, to } = range;
  if (to - from > FEW_PIDS) return listPids().filter((pid) => pid > from && pid <= to);
  return Array.from({ length: to - from }, (_, index) => from + 1 + index).filter((pid) => existsSync(`/proc/${pid}`));
}

function listPids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid));
  } catch {
    return [];
  }
}

function readProcess(pid: number): ProcessEntry | null {
  const fields = readStat(pid);
  if (fields === null || isDead(fields[0])) return null;
  return { pid, parentPid: Number(fields[1]), groupId: Number(fields[2]) };
}

/** Position of `starttime` among the fields that `readStat` gives. */
const STARTED_FIELD = 19;

/** proc(5), from the third field on: state, parent, group, …; the second, a name in brackets, may hold anything. */
function readStat(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function isDead(state: string | undefined): boolean {
  return state === 'Z' || state === 'X';
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
