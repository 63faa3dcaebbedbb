import { readProcesses, treeOf } from './processes';

/** Processor seconds, by part. */
export type ProcessorTime = ReadonlyMap<string, number>;

/** What belongs together: a process and its descendants, or those of them that are named below. */
export interface Part {
  readonly name: string;
  readonly root: number;
}

const PRODUCT_PARTS: readonly (readonly [name: string, command: RegExp])[] = [
  ['API', /apps\/api\//],
  ['workers', /apps\/worker\//],
  ['launcher', /apps\/cli\//],
];

/** What the processes have used so far. Descendants of a product that are no program of its own are its commands. */
export function readProcessorTime(servers: readonly Part[], product: number): ProcessorTime {
  const entries = readProcesses();
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

/** Milliseconds of each part for one command. */
export function processorTimeOfCommand(
  before: ProcessorTime,
  after: ProcessorTime,
  commands: number,
): Record<string, number> {
  return Object.fromEntries(
    [...after].map(([name, seconds]) => [name, (1_000 * (seconds - (before.get(name) ?? 0))) / commands]),
  );
}
