import { readdirSync, readFileSync } from 'node:fs';

/** Processor seconds, by part. */
export type ProcessorTime = ReadonlyMap<string, number>;

/** What belongs together: a process and its descendants, or those of them that are named below. */
export interface Part {
  readonly name: string;
  readonly root: number;
}

interface Entry {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
  readonly own: number;
  /** Of children that have ended and were waited for. */
  readonly ended: number;
}

const TICKS_A_SECOND = 100;
const PRODUCT_PARTS: readonly (readonly [name: string, command: RegExp])[] = [
  ['API', /apps\/api\//],
  ['workers', /apps\/worker\//],
  ['launcher', /apps\/cli\//],
];

/** What the processes have used so far. Descendants of a product that are no program of its own are its commands. */
export function readProcessorTime(servers: readonly Part[], product: number): ProcessorTime {
  const entries = readEntries();
  const time = new Map<string, number>();
  const add = (name: string, seconds: number) => time.set(name, (time.get(name) ?? 0) + seconds);
  for (const { name, root } of servers)
    for (const { pid, own, ended } of treeOf(entries, root)) add(name, own + (pid === root ? ended : 0));
  for (const { command, own, ended } of treeOf(entries, product)) {
    const part = PRODUCT_PARTS.find(([, pattern]) => pattern.test(command));
    if (part) add(part[0], own);
    else add('commands and their slots', own + ended);
  }
  return time;
}

function treeOf(entries: readonly Entry[], root: number): Entry[] {
  const found = entries.filter(({ pid }) => pid === root);
  for (let index = 0; index < found.length; index++) {
    const parent = found[index]?.pid;
    found.push(...entries.filter(({ parentPid }) => parentPid === parent));
  }
  return found;
}

function readEntries(): Entry[] {
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
