import { percentile, table } from '../table';
import { type Backend, parseThroughputArguments, type ThroughputArguments } from './arguments';
import { createRecords, defineType, type Rate, runAll } from './chains';
import { runFloor } from './floor';
import { type Latencies, measureLatencies } from './latencies';
import { PEERS, requirePeers, runPeer } from './peers';
import { type ProcessorTime, readProcessorTime } from './processor-time';
import { Product } from './product';
import { Servers } from './servers';
import { costliestStatements, countStatements, STATEMENT_COLUMNS } from './statements';

const FLOOR = 'xargs -P2, no orchestrator';
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

type Contestant = readonly [name: string, run: (round: number) => Promise<Rate>];

/** Lets everybody run the same commands in turn, and says how fast each was; then measures latencies. */
async function main(options: ThroughputArguments): Promise<void> {
  if (options.peers) requirePeers();
  const servers = await Servers.start(options.statements);
  try {
    const contestants: Contestant[] = [
      [FLOOR, () => runFloor(options.processes * options.steps)],
      ...options.backends.map((backend): Contestant => [nameOf(backend), () => runProduct(servers, backend, options)]),
      ...(options.peers ? PEERS : []).map(
        (peer): Contestant => [peer, () => runPeer(peer, servers, options.processes, options.steps)],
      ),
    ];
    const rates = new Map<string, number[]>(contestants.map(([name]) => [name, []]));
    for (let round = 1; round <= options.rounds; round++)
      for (const [name, run] of contestants) {
        await servers.settle();
        const { commands, seconds } = await run(round);
        rates.get(name)?.push(commands / seconds);
        say(`round ${round}: ${name}: ${commands} commands in ${seconds.toFixed(2)} s`);
      }
    report(rates);
    for (const backend of options.backends) reportLatencies(backend, await latenciesOf(servers, backend, options));
  } finally {
    await servers.stop();
  }
}

async function runProduct(servers: Servers, backend: Backend, options: ThroughputArguments): Promise<Rate> {
  const { processes, steps, workers } = options;
  const product = await Product.start(servers, backend, workers);
  try {
    await defineType(product, 'chain', steps, 'echo hi');
    // Workers, queue and database are warm before it counts, as those of a product that runs are.
    await runAll(product, await createRecords(product, 'chain', 10, 'warm'), steps, 'hi\n');
    const ids = await createRecords(product, 'chain', processes, 'chain');
    await servers.settle();
    if (options.statements) await countStatements(product.client);
    const before = readProcessorTime(servers.parts, product.pid);
    const rate = await runAll(product, ids, steps, 'hi\n');
    reportProcessorTime(before, readProcessorTime(servers.parts, product.pid), rate.commands);
    if (options.statements) await reportStatements(product, rate.commands);
    return rate;
  } finally {
    await product.stop();
  }
}

async function latenciesOf(servers: Servers, backend: Backend, { workers }: ThroughputArguments): Promise<Latencies> {
  const product = await Product.start(servers, backend, workers);
  try {
    return await measureLatencies(product);
  } finally {
    await product.stop();
  }
}

function nameOf(backend: Backend): string {
  return `Process Orchestrator, ${backend === 'redis' ? 'Redis' : 'PostgreSQL only'}`;
}

function reportProcessorTime(before: ProcessorTime, after: ProcessorTime, commands: number): void {
  const used = [...after].map(
    ([name, seconds]) => [name, (1_000 * (seconds - (before.get(name) ?? 0))) / commands] as const,
  );
  const all = used.reduce((sum, [, ms]) => sum + ms, 0);
  const words = used.map(([name, ms]) => `${name} ${ms.toFixed(2)}`).join(', ');
  say(`  processor time of a command: ${all.toFixed(2)} ms: ${words}`);
}

async function reportStatements({ client }: Product, commands: number): Promise<void> {
  say(`For each command:\n${table(STATEMENT_COLUMNS, await costliestStatements(client, commands))}\n`);
}

function report(rates: ReadonlyMap<string, readonly number[]>): void {
  const floor = percentile(rates.get(FLOOR) ?? [], 0.5);
  const rows = [...rates].map(([name, all]) => {
    const median = percentile(all, 0.5);
    return [name, median.toFixed(0), (median / floor).toFixed(2), all.map((rate) => rate.toFixed(0)).join(' ')];
  });
  say(`\n${table(['commands a second', 'median', '÷ floor', 'rounds'], rows)}`);
}

function reportLatencies(backend: Backend, latencies: Latencies): void {
  const rows = (
    [
      ['start → first command', latencies.firstCommand],
      ['step → step', latencies.stepToStep],
      ['stop → ended', latencies.stop],
      ['forty commands in one run', latencies.fortySteps],
    ] as const
  ).map(([name, ms]) => [name, ...[0.5, 0.99].map((share) => percentile(ms, share).toFixed(1)), String(ms.length)]);
  say(`\n${table([`${nameOf(backend)}, idle, ms`, 'p50', 'p99', 'times'], rows)}`);
}

main(parseThroughputArguments(process.argv.slice(2))).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
