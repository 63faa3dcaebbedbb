import { table } from '../../table';
import { type Backend, nameOf } from '../arguments';
import { createRecords, defineType, type Rate, runAll } from '../chains';
import { runFloor } from '../floor';
import { PEERS, requirePeers, runPeer } from '../peers';
import { processorTimeOfCommand, readProcessorTime } from '../processor-time';
import { type Product, withProduct } from '../product';
import { median } from '../spread';
import { costliestStatements, countStatements, STATEMENT_COLUMNS } from '../statements';
import type { Bench, Part } from './part';

/** Who ran the same commands, and how fast. */
export interface ContestantFigures {
  readonly name: string;
  readonly kind: 'floor' | 'product' | 'peer';
  /** Of the product: what its queue is on. */
  readonly backend?: Backend;
  /** Commands a second, of each round. */
  readonly perSecond: readonly number[];
  /** Of the product: processor milliseconds of a command by part, of each round. */
  readonly processorMs: readonly Readonly<Record<string, number>>[];
}

export interface RateFigures {
  readonly processes: number;
  readonly steps: number;
  readonly contestants: readonly ContestantFigures[];
}

interface Turn {
  readonly rate: Rate;
  readonly processorMs?: Readonly<Record<string, number>>;
}
interface Contestant extends Pick<ContestantFigures, 'name' | 'kind' | 'backend'> {
  readonly run: () => Promise<Turn>;
}

/** Lets everybody run the same commands in turn, and says how fast each was. */
export const rates: Part<RateFigures> = {
  async measure(bench) {
    const { servers, options, say } = bench;
    const contestants = contestantsOf(bench).map((contestant) => ({
      ...contestant,
      perSecond: [] as number[],
      processorMs: [] as Readonly<Record<string, number>>[],
    }));
    for (let round = 1; round <= options.rounds; round++)
      for (const { name, run, perSecond, processorMs } of contestants) {
        await servers.settle();
        const turn = await run();
        perSecond.push(turn.rate.commands / turn.rate.seconds);
        if (turn.processorMs) processorMs.push(turn.processorMs);
        say(`round ${round}: ${name}: ${turn.rate.commands} commands in ${turn.rate.seconds.toFixed(2)} s`);
      }
    const { processes, steps } = options;
    return { processes, steps, contestants: contestants.map(({ run, ...figures }) => figures) };
  },

  describe({ contestants }) {
    const floor = median(contestants.find(({ kind }) => kind === 'floor')?.perSecond ?? []);
    const rows = contestants.map(({ name, perSecond }) => {
      const middle = median(perSecond);
      return [name, middle.toFixed(0), (middle / floor).toFixed(2), perSecond.map((rate) => rate.toFixed(0)).join(' ')];
    });
    const partTables = contestants
      .filter(({ processorMs }) => processorMs.length > 0)
      .map(({ name, processorMs }) => {
        const parts = [...processorTimeByPart(processorMs)];
        const all = parts.reduce((sum, [, ms]) => sum + ms, 0);
        const cells = [...parts, ['together', all] as const].map(([part, ms]) => [part, ms.toFixed(2)]);
        return table([`${name}: processor time of a command`, 'ms'], cells);
      });
    return [table(['commands a second', 'median', '÷ floor', 'rounds'], rows), ...partTables].join('\n\n');
  },
};

/** Medians of the rounds, by part. */
export function processorTimeByPart(rounds: ContestantFigures['processorMs']): Map<string, number> {
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  return new Map(names.map((name) => [name, median(rounds.map((round) => round[name] ?? 0))]));
}

function contestantsOf({ servers, options, say }: Bench): Contestant[] {
  if (options.peers) requirePeers();
  const { processes, steps, backends, peers } = options;
  return [
    {
      name: 'xargs -P2, no orchestrator',
      kind: 'floor',
      run: async () => ({ rate: await runFloor(processes * steps) }),
    },
    ...backends.map((backend): Contestant => {
      const run = (): Promise<Turn> => runProduct({ servers, options, say }, backend);
      return { name: nameOf(backend), kind: 'product', backend, run };
    }),
    ...(peers ? PEERS : []).map((peer): Contestant => {
      const run = async (): Promise<Turn> => ({ rate: await runPeer(peer, servers, processes, steps) });
      return { name: peer, kind: 'peer', run };
    }),
  ];
}

function runProduct({ servers, options, say }: Bench, backend: Backend): Promise<Turn> {
  const { processes, steps, workers, statements } = options;
  return withProduct(servers, { backend, workers }, async (product) => {
    await warmUp(product, steps);
    const ids = await createRecords(product, 'chain', processes, 'chain');
    await servers.settle();
    if (statements) await countStatements(product.client);
    const before = readProcessorTime(servers.parts, product.pid);
    const rate = await runAll(product, ids, steps, 'hi\n');
    const after = readProcessorTime(servers.parts, product.pid);
    if (statements) say(await describeStatements(product, rate.commands));
    return { rate, processorMs: processorTimeOfCommand(before, after, rate.commands) };
  });
}

/**
 * Defines a type of chains; workers, queue and database are warm after it, as those of a product that runs are.
 * @param type a name that the database does not hold yet
 */
export async function warmUp(product: Product, steps: number, type = 'chain'): Promise<void> {
  await defineType(product, type, steps, 'echo hi');
  await runAll(product, await createRecords(product, type, 10, `warm-${type}`), steps, 'hi\n');
}

async function describeStatements({ client }: Product, commands: number): Promise<string> {
  return `For each command:\n${table(STATEMENT_COLUMNS, await costliestStatements(client, commands))}\n`;
}
