import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc shows it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  /** Its command line; arguments end with a NUL each. */
  readonly command: string;
  /** Processor seconds of its own. */
  readonly own: number;
  /** Processor seconds of children that have ended and were waited for. */
  readonly ended: number;
}

const TICKS_A_SECOND = 100;

/** Every process of this machine. */
export function readProcesses(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const seconds = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) / TICKS_A_SECOND;
        const command = readFileSync(`/proc/${name}/cmdline`, 'latin1');
        return [{ pid: Number(name), parentPid: Number(fields[1]), command, own: seconds(11), ended: seconds(13) }];
      } catch {
        return [];
      }
    });
}

/** The process and its descendants. */
export function treeOf(entries: readonly ProcessEntry[], root: number): ProcessEntry[] {
  const found = entries.filter(({ pid }) => pid === root);
  for (let index = 0; index < found.length; index++) {
    const parent = found[index]?.pid;
    found.push(...entries.filter(({ parentPid }) => parentPid === parent));
  }
  return found;
}
