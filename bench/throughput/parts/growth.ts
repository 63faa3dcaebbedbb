import { table } from '../../table';
import { type Backend, nameOf } from '../arguments';
import { createRecords, runAll } from '../chains';
import { type MemoryOfProcess, readMemory } from '../memory';
import { withProduct } from '../product';
import { median } from '../spread';
import type { Bench, Part } from './part';
import { warmUp } from './rates';

/** Memory after so many commands since the product was started. */
export interface MemoryReading {
  readonly commands: number;
  readonly processes: readonly MemoryOfProcess[];
}

interface GrowthOfBackend {
  readonly backend: Backend;
  /** Commands a second: few processes at once, many at once, and few again. */
  readonly few: readonly number[];
  readonly many: number;
  readonly fewAgain: readonly number[];
  /** Of a product that has just been started, and after the first and the last commands. */
  readonly memory: readonly MemoryReading[];
}

export interface GrowthFigures {
  readonly processes: number;
  readonly manyProcesses: number;
  readonly steps: number;
  readonly backends: readonly GrowthOfBackend[];
}

const FIRST_COMMANDS = 1_000;

/** Runs more and more in one product that is never restarted: does it get slower, does it get larger? */
export const growth: Part<GrowthFigures> = {
  async measure(bench) {
    const { processes, manyProcesses, steps, backends } = bench.options;
    const figures: GrowthOfBackend[] = [];
    for (const backend of backends) figures.push(await growthOf(bench, backend));
    return { processes, manyProcesses, steps, backends: figures };
  },

  describe({ processes, manyProcesses, steps, backends }) {
    const rateRows = backends.map(({ backend, few, many, fewAgain }) => {
      const before = median(few);
      const cells = [before, many, many / before, median(fewAgain) / before];
      return [nameOf(backend), ...cells.map((value, column) => value.toFixed(column < 2 ? 0 : 2))];
    });
    const [small, large] = [`${processes} × ${steps}`, `${manyProcesses} × ${steps}`];
    const rateTable = table(['commands a second', small, large, 'ratio', `${small} again, ratio`], rateRows);
    return [rateTable, ...backends.map(describeMemory)].join('\n\n');
  },
};

async function growthOf(bench: Bench, backend: Backend): Promise<GrowthOfBackend> {
  const { servers, options, say } = bench;
  const { processes, manyProcesses, steps, rounds, workers } = options;
  return withProduct(servers, { backend, workers }, async (product) => {
    const memory: MemoryReading[] = [{ commands: 0, processes: readMemory(product.pid) }];
    let commands = 10 * steps;
    await warmUp(product, steps);
    const rate = async (count: number, prefix: string): Promise<number> => {
      const ids = await createRecords(product, 'chain', count, prefix);
      await servers.settle();
      const ran = await runAll(product, ids, steps, 'hi\n');
      commands += ran.commands;
      say(`${nameOf(backend)}: ${ran.commands} commands in ${ran.seconds.toFixed(2)} s`);
      return ran.commands / ran.seconds;
    };
    const rates = async (prefix: string): Promise<number[]> => {
      const all: number[] = [];
      for (let round = 1; round <= rounds; round++) all.push(await rate(processes, `${prefix}-${round}`));
      return all;
    };
    await rate(Math.ceil(FIRST_COMMANDS / steps) - 10, 'first');
    memory.push({ commands, processes: readMemory(product.pid) });
    const few = await rates('few');
    const many = await rate(manyProcesses, 'many');
    memory.push({ commands, processes: readMemory(product.pid) });
    return { backend, few, many, fewAgain: await rates('again'), memory };
  });
}

function describeMemory({ backend, memory }: GrowthOfBackend): string {
  const [, first, last] = memory;
  const rows = (memory[0]?.processes ?? []).map(({ name }, index) => {
    const resident = memory.map(({ processes }) => processes[index]?.resident ?? 0);
    const ratio = (last?.processes[index]?.resident ?? 0) / (first?.processes[index]?.resident ?? 1);
    return [name, ...resident.map(megabytes), ratio.toFixed(2), megabytes(last?.processes[index]?.peak ?? 0)];
  });
  const head = memory.map(({ commands }) =>
    commands === 0 ? 'just started' : `after ${commands.toLocaleString('en')}`,
  );
  return table([`${nameOf(backend)}: resident MB`, ...head, 'last ÷ first', 'peak'], rows);
}

/** Bytes as whole megabytes. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
