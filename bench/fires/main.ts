import { setTimeout as delay } from 'node:timers/promises';
import { withClient } from '@app/database';
import { SeededRandom } from '../../test/chaos/seeded-random';
import type { Service } from '../../test/chaos/topology/service';
import { table } from '../table';
import { type FireBenchArguments, parseFireBenchArguments } from './arguments';
import { FireTopology } from './fire-topology';
import { type FireVerdict, judgeFires, type Lateness, recordIds } from './verdict';

const PERIOD_SECONDS = 10;
const CREATED_AT_ONCE = 12;
const SETTLE_WITHIN_MS = 180_000;
const TYPE = 'bench-fires';
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Fires schedules for a while, killing what fires them, and says whether each fired exactly once, and how late. */
async function main(options: FireBenchArguments): Promise<boolean> {
  const topology = await FireTopology.start((name, how) => say(`${name} ended by itself: ${how}`));
  try {
    await topology.post('/process-types', { name: TYPE, tasks: [{ name: 'tick', command: ':', maxRetries: 3 }] }, 0);
    const startMs = Math.ceil((Date.now() + options.leadSeconds * 1_000) / 10_000) * 10_000;
    await createRecords(topology, options, startMs);
    const leadMs = startMs - Date.now();
    if (leadMs < 0) throw new Error(`Making the records took ${-leadMs} ms too long: give more with --lead`);
    say(`${options.rate * PERIOD_SECONDS} records; the first of them fire in ${(leadMs / 1_000).toFixed(0)} s`);
    await delay(leadMs);
    const kills = await killUntil(topology, options, startMs + options.seconds * 1_000);
    await withClient(topology.databaseUrl, async (client) => {
      const deadline = Date.now() + SETTLE_WITHIN_MS;
      const left = async () =>
        (await client.query('SELECT FROM scheduled_tasks WHERE task_name <> $1', ['maintenance'])).rowCount;
      while ((await left()) !== 0 && Date.now() < deadline) await delay(500);
      if ((await left()) !== 0) say('Not all runs have ended.');
    });
    const verdict = await withClient(topology.databaseUrl, (client) =>
      judgeFires(client, { startMs, seconds: options.seconds, rate: options.rate }),
    );
    report(verdict, kills);
    return verdict.missed === 0 && verdict.double === 0 && verdict.unexpected === 0;
  } finally {
    await topology.stop();
  }
}

async function createRecords(
  topology: FireTopology,
  { rate, seconds }: FireBenchArguments,
  startMs: number,
): Promise<void> {
  const scheduleOptions = {
    startAt: new Date(startMs).toISOString(),
    endAt: new Date(startMs + seconds * 1_000 - 1).toISOString(),
    misfire: 'fire-all',
  };
  const records = Array.from({ length: PERIOD_SECONDS }, (_, second) =>
    recordIds({ rate }, second).map((id) => ({
      id,
      type: TYPE,
      schedule: `${second}-59/10 * * * * *`,
      scheduleOptions,
    })),
  ).flat();
  const create = async (worker: number): Promise<void> => {
    for (let index = worker; index < records.length; index += CREATED_AT_ONCE)
      await topology.post('/process-records', records[index], worker);
  };
  await Promise.all(Array.from({ length: CREATED_AT_ONCE }, (_, worker) => create(worker)));
}

/** Kills one service after the other at random; half way through, all workers at once. Gives how many it killed. */
async function killUntil(topology: FireTopology, options: FireBenchArguments, endMs: number): Promise<number> {
  const random = new SeededRandom(options.seed);
  const halfMs = endMs - options.seconds * 500;
  let kills = 0;
  let allDied = false;
  while (options.killEverySeconds > 0 && Date.now() + options.killEverySeconds * 1_000 < endMs) {
    await delay(options.killEverySeconds * 1_000);
    const victims: readonly Service[] =
      !allDied && Date.now() > halfMs ? topology.workers : [random.pick(topology.services)];
    allDied ||= victims.length > 1;
    for (const victim of victims) if (victim.kill9() > 0) kills += 1;
  }
  await delay(Math.max(0, endMs - Date.now()));
  return kills;
}

function report(verdict: FireVerdict, kills: number): void {
  const { expected, missed, double, unexpected, runs, skipped, decidedMs, begunMs } = verdict;
  const reasons = [...skipped].map(([reason, times]) => `${times} ${reason}`).join(', ') || 'none';
  say(`${expected} fires expected: ${missed} missed, ${double} double, ${unexpected} unexpected; ${kills} kills`);
  say(`${runs} runs; fires without one: ${reasons}`);
  const row = (name: string, { p50, p99, max }: Lateness) => [name, ...[p50, p99, max].map((ms) => ms.toFixed(0))];
  say(table(['late by, in ms', 'p50', 'p99', 'max'], [row('decided', decidedMs), row('command begun', begunMs)]));
}

async function run(): Promise<void> {
  try {
    if (!(await main(parseFireBenchArguments(process.argv.slice(2))))) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

void run();
