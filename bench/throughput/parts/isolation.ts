import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { table } from '../../table';
import { runFloor } from '../floor';
import { median } from '../spread';
import type { Part } from './part';

interface WayToRun {
  readonly name: string;
  /** Commands a second, of each round; none when this host refuses this way, and what it said. */
  readonly perSecond: readonly number[];
  readonly refusal: string | null;
}

export interface IsolationFigures {
  readonly commands: number;
  readonly slots: number;
  /** The first is the floor. */
  readonly ways: readonly WayToRun[];
}

interface Contestant {
  readonly name: string;
  readonly way: string;
  readonly heapMb: number;
  readonly asNobody: boolean;
}

const RUNNER = join(__dirname, '../../isolation/runner.ts');
const TYPESCRIPT = join(__dirname, '../../../libs/testing/src/typescript-hook.cjs');
const NOBODY = 65_534;
const SLOTS = 4;
const BIG_HEAP_MB = 512;
const FLOOR = `xargs -P${SLOTS}, nothing kept apart`;

/** What keeping commands apart costs: the executor alone, without database and queue. */
export const isolation: Part<IsolationFigures> = {
  async measure({ options, say }) {
    const commands = options.processes * options.steps;
    const ways = [
      { name: FLOOR, perSecond: [] as number[], refusal: null as string | null, run: () => floor(commands) },
      ...contestants().map((contestant) => ({
        name: contestant.name,
        perSecond: [] as number[],
        refusal: null as string | null,
        run: () => runContestant(contestant, commands),
      })),
    ];
    for (let round = 1; round <= options.rounds; round++)
      for (const way of ways) {
        if (way.refusal !== null) continue;
        const outcome = await way.run();
        if ('refusal' in outcome) way.refusal = outcome.refusal;
        else way.perSecond.push(commands / outcome.seconds);
        say(`round ${round}: ${way.name}: ${way.refusal ?? `${way.perSecond.at(-1)?.toFixed(0)} a second`}`);
      }
    return { commands, slots: SLOTS, ways: ways.map(({ run, ...figures }) => figures) };
  },

  describe({ ways }) {
    const floorRate = median(ways[0]?.perSecond ?? []);
    const rows = ways.map(({ name, perSecond, refusal }) => {
      if (refusal !== null) return [name, '', '', '', refusal];
      const middle = median(perSecond);
      const more = 1_000 / middle - 1_000 / floorRate;
      const all = perSecond.map((rate) => rate.toFixed(0)).join(' ');
      return [name, middle.toFixed(0), (middle / floorRate).toFixed(2), more.toFixed(2), all];
    });
    return table(['the executor alone', 'commands a second', '÷ floor', 'ms more than the floor', 'rounds'], rows);
  },
};

function contestants(): Contestant[] {
  const isRoot = process.getuid?.() === 0;
  const slots = (name: string, way: string, asNobody = false): Contestant => ({ name, way, asNobody, heapMb: 0 });
  return [
    ...(isRoot ? [slots('slots, pid-namespace (root)', 'pid-namespace')] : []),
    slots('slots, user-pid-namespace (nobody)', 'user-pid-namespace', isRoot),
    slots('slots, process-group', 'process-group'),
    { name: 'spawn of Node, small heap', way: 'spawn', heapMb: 0, asNobody: false },
    { name: `spawn of Node, ${BIG_HEAP_MB} MB of heap`, way: 'spawn', heapMb: BIG_HEAP_MB, asNobody: false },
  ];
}

type Outcome = { readonly seconds: number } | { readonly refusal: string };

async function floor(commands: number): Promise<Outcome> {
  return { seconds: (await runFloor(commands, SLOTS)).seconds };
}

async function runContestant({ way, heapMb, asNobody }: Contestant, commands: number): Promise<Outcome> {
  const args = ['--require', TYPESCRIPT, RUNNER, way, String(commands), String(SLOTS), String(heapMb)];
  const runner = spawn(process.execPath, args, {
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: '/' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(asNobody && { uid: NOBODY, gid: NOBODY }),
  });
  const [output, errors, [code]] = await Promise.all([text(runner.stdout), text(runner.stderr), once(runner, 'close')]);
  if (code !== 0) return { refusal: errors.trim().split('\n')[0] ?? `ended with ${code}` };
  return JSON.parse(output) as { seconds: number };
}
