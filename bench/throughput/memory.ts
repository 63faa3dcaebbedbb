import { readFileSync } from 'node:fs';
import { readProcesses, treeOf } from './processes';

/** What a process holds in memory, in bytes, as the kernel counts it (resident set). */
export interface MemoryOfProcess {
  readonly name: string;
  readonly resident: number;
  /** The most that it ever held. */
  readonly peak: number;
}

/** The API and each worker of the product with this launcher, in the order in which they were started. */
export function readMemory(product: number): MemoryOfProcess[] {
  const programs = treeOf(readProcesses(), product).toSorted((one, other) => one.pid - other.pid);
  const api = programs.filter(({ command }) => command.includes('apps/api/'));
  const workers = programs.filter(({ command }) => command.includes('apps/worker/'));
  return [
    ...api.map(({ pid }) => memoryOf('API', pid)),
    ...workers.map(({ pid }, index) => memoryOf(`worker ${index + 1}`, pid)),
  ];
}

function memoryOf(name: string, pid: number): MemoryOfProcess {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const bytes = (field: string) => 1_024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return { name, resident: bytes('VmRSS'), peak: bytes('VmHWM') };
}
