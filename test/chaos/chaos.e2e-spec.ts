import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { CONTROLS, type Control, isDetected } from './controls/controls';
import { runControl } from './controls/run-control';
import { Harness } from './harness';
import { medley } from './scenarios/medley';
import type { Backend } from './topology/topology';
import { failuresOf, type ScenarioResult } from './verdict/verdict';

const ROOT = resolve(__dirname, '../..');
const SEED = 4711;
/** A usual machine starts Node within 50 ms, twice that beside another test. */
const SLOW_START_MS = 150;
const PROBES = 5;
/** Of one experiment. */
const EXPERIMENT_LIMIT_MS = 600_000;
/** Of all of them, one after the other on a slow machine. */
const LIMIT_MS = 2_400_000;
const AT_A_TIME = mostAtATime();
const CONTROL_TRIES = 4;
const BACKENDS: readonly Backend[] = ['postgres', 'redis'];

const results = new Map<string, Promise<ScenarioResult>>();
const harnesses: Harness[] = [];

beforeAll(async () => {
  const build = `import { ensureBuilt } from './scripts/steps/compile.mjs'; await ensureBuilt({ only: 'server' });`;
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', build], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  // The controls share a PostgreSQL; each of the others crashes its own.
  const [controls, ...own] = await Promise.all([Harness.start(), ...BACKENDS.map(() => Harness.start())]);
  harnesses.push(controls, ...own);
  startAll(controls, new Map(BACKENDS.flatMap((backend, index) => (own[index] ? [[backend, own[index]]] : []))));
}, LIMIT_MS);

afterAll(async () => {
  await Promise.allSettled(results.values());
  await Promise.all(harnesses.map((harness) => harness.stop('aTestFailed' in globalThis)));
}, LIMIT_MS);

/**
 * They wait more than they work, so that four fit on a usual machine. Where a program takes long to start, services that
 * were killed come back, and connect, later than anybody waits for them, if others start as well.
 */
function mostAtATime(): number {
  const startedAt = performance.now();
  for (let count = 0; count < PROBES; count++) spawnSync(process.execPath, ['-e', '0']);
  return (performance.now() - startedAt) / PROBES > SLOW_START_MS ? 1 : 4;
}

/** Begins all experiments, the longest first and some at a time; the tests wait for their results. */
function startAll(controls: Harness, own: ReadonlyMap<Backend, Harness>): void {
  const waiting: (() => Promise<void>)[] = [];
  const plan = (name: string, work: () => Promise<ScenarioResult>): void => {
    results.set(name, new Promise((resolve, reject) => waiting.push(() => work().then(resolve, reject))));
  };
  const dist = join(ROOT, 'dist');
  for (const [backend, harness] of own)
    plan(backend, () =>
      harness.run({ scenario: medley, backend, seed: SEED, scale: 1, dist, limitMs: EXPERIMENT_LIMIT_MS }),
    );
  for (const control of CONTROLS) plan(control.name, () => runUntilDetected(controls, control));
  for (let lane = 0; lane < AT_A_TIME; lane++) void workOff(waiting);
}

// What is missing shows only when a fault meets a certain moment, which a busy machine may let pass.
async function runUntilDetected(harness: Harness, control: Control): Promise<ScenarioResult> {
  let result = await runControl(harness, control, SEED);
  for (let seed = SEED + 1; seed < SEED + CONTROL_TRIES && !isDetected(control, result); seed++)
    result = await runControl(harness, control, seed);
  return result;
}

async function workOff(waiting: (() => Promise<void>)[]): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) await next();
}

async function resultOf(name: string): Promise<ScenarioResult> {
  const result = await results.get(name);
  if (!result) throw new Error(`nothing was begun for ${name}`);
  return result;
}

describe('with a safeguard switched off the harness finds what goes wrong', () => {
  it.each(CONTROLS)(
    '$name',
    async (control) => {
      const result = await resultOf(control.name);
      expect({ detected: isDetected(control, result), found: failuresOf(result) }).toMatchObject({ detected: true });
    },
    LIMIT_MS,
  );
});

it.each(BACKENDS)(
  'the product survives a little of every fault with the queue on %s',
  async (backend) => {
    const result = await resultOf(backend);
    expect(failuresOf(result)).toEqual({});
    expect(Object.keys(result.faults).length).toBeGreaterThanOrEqual(9);
  },
  LIMIT_MS,
);
