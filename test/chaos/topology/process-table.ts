import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process, told apart from a later one with the same number by when it started. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

interface ProcessStat extends ProcessIdentity {
  readonly parent: number;
  readonly isZombie: boolean;
}

/** Everything that a process has started, directly or not, as far as it still hangs below it. */
export function descendantsOf(pid: number): ProcessIdentity[] {
  const all = listProcesses();
  const found: ProcessIdentity[] = [];
  const visit = (parent: number): void => {
    for (const child of all.filter((stat) => stat.parent === parent)) {
      found.push({ pid: child.pid, startedAt: child.startedAt });
      visit(child.pid);
    }
  };
  visit(pid);
  return found;
}

/** Living processes with the mark in their environment, arguments or working folder. */
export function markedProcesses(mark: string): ProcessIdentity[] {
  return listProcesses().filter(({ pid, isZombie }) => !isZombie && pid !== process.pid && carries(pid, mark));
}

export function isStillAlive({ pid, startedAt }: ProcessIdentity): boolean {
  const stat = readStat(pid);
  return stat !== null && stat.startedAt === startedAt && !stat.isZombie;
}

/** What a process is, for a report. */
export function describeProcess({ pid }: ProcessIdentity): string {
  return `${pid} (${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim().slice(0, 100)})`;
}

function carries(pid: number, mark: string): boolean {
  if (read(`/proc/${pid}/environ`).includes(mark) || read(`/proc/${pid}/cmdline`).includes(mark)) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`).includes(mark);
  } catch {
    return false;
  }
}

function listProcesses(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? []);
}

function readStat(pid: number): ProcessStat | null {
  const stat = read(`/proc/${pid}/stat`);
  // The command's name, in parentheses, may hold anything; fields are counted from the third (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent] = fields;
  const startedAt = fields[19];
  if (state === undefined || parent === undefined || startedAt === undefined) return null;
  return { pid, parent: Number(parent), startedAt, isZombie: state === 'Z' || state === 'X' };
}

// A process may end while it is looked at.
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
