import { EngineFixture, FAILURE, SUCCESS, testDatabase } from '@app/testing';
import type { Waiting, WaitingReason } from './waiting';
import { WaitingRepository } from './waiting.repository';

const LEASE_MS = 10_000;
const GRACE_MS = 5_000;
const SWEEP_MS = 1_000;
const by = { triggeredBy: 'test' };

let engine: EngineFixture;
let drop: () => Promise<void>;
let waiting: WaitingRepository;
let nextRecord = 0;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  engine = await EngineFixture.open(database.url);
  waiting = new WaitingRepository(engine.sql, { leaseMs: LEASE_MS, killGraceMs: GRACE_MS, sweepMs: SWEEP_MS });
  await engine.saveType('two', [{ maxRetries: 1, retryDelayMs: 60_000 }, {}]);
});

afterEach(async () => {
  await engine.rows('DELETE FROM process_record');
  await engine.rows('DELETE FROM worker');
  engine.queue.delivered.length = 0;
});

afterAll(async () => {
  await engine?.close();
  await drop?.();
});

/** Starts a run of a new record; gives the run's id. */
async function start(): Promise<string> {
  const id = `record-${nextRecord++}`;
  await engine.saveRecord(id, 'two', 2);
  return (await engine.runs.start(id, by)).runId;
}

async function startMany(count: number): Promise<string[]> {
  const runs: string[] = [];
  for (let number = 0; number < count; number++) runs.push(await start());
  return runs;
}

const worker = (id: string, concurrency = 1) =>
  engine.leases.registerWorker({ id, host: 'host', pid: 1, concurrency, isolation: 'none', version: '1.0.0' });

/** The worker takes the step that was delivered first. */
async function claim(workerId: string) {
  const held = await engine.attempts.claim(engine.queue.take(), workerId);
  if (!held) throw new Error('the claim was lost');
  return held;
}

/** As if the worker had last been heard of that long ago. */
async function silence(workerId: string, ms: number): Promise<void> {
  const ago = `now() - ${ms} * interval '1 millisecond'`;
  await engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = ${ago} WHERE picked_by = $1`, [workerId]);
  await engine.rows(`UPDATE worker SET last_heartbeat_at = ${ago} WHERE id = $1`, [workerId]);
}

async function of(runId: string): Promise<Waiting | undefined> {
  return (await waiting.findOfRuns([runId])).get(runId);
}

const reasonsOf = async (runs: readonly string[]): Promise<(WaitingReason | undefined)[]> => {
  const found = await waiting.findOfRuns(runs);
  return runs.map((run) => found.get(run)?.reason);
};

/** When the run's row says so, moved by so many ms. */
async function moment(runId: string, column: 'execution_time' | 'last_heartbeat', ms: number): Promise<Date> {
  const { at } = await engine.row(
    `SELECT ${column} + ${ms} * interval '1 millisecond' AS at FROM scheduled_tasks WHERE run_id = $1`,
    [runId],
  );
  return at as Date;
}

describe('a step that is due', () => {
  it('waits for a worker when none is alive', async () => {
    const run = await start();
    await worker('dead');
    await silence('dead', LEASE_MS + 1);
    await worker('ended');
    await engine.leases.unregisterWorker('ended');
    const { task_instance: taskId } = await engine.row('SELECT task_instance FROM scheduled_tasks WHERE run_id = $1', [
      run,
    ]);
    expect(await of(run)).toEqual({
      taskId,
      reason: 'no-live-worker',
      message: 'No worker is alive.',
      since: await moment(run, 'execution_time', 0),
      until: null,
      ahead: null,
      slots: null,
      runsAgain: true,
    });
  });

  it('says that all living workers are draining', async () => {
    const run = await start();
    await worker('leaving');
    await engine.leases.renewLeases('leaving', [], {
      draining: true,
      degraded: null,
      metrics: null,
      leaseMs: LEASE_MS,
    });
    expect(await of(run)).toMatchObject({ reason: 'all-workers-draining', until: null });
  });

  it.each([
    ['spool-full: no space left on its disk', 'all-workers-degraded'],
    ['database-full: no space left on device', 'delivering'],
  ])('knows whether a worker takes work while it is degraded by %s', async (degraded, reason) => {
    const run = await start();
    await worker('leaving');
    await worker('degraded');
    const beat = { metrics: null, leaseMs: LEASE_MS };
    await engine.leases.renewLeases('leaving', [], { ...beat, draining: true, degraded: null });
    await engine.leases.renewLeases('degraded', [], { ...beat, draining: false, degraded });
    expect(await of(run)).toMatchObject({ reason });
  });

  it('says how many slots are busy and how many steps are ahead', async () => {
    await worker('first', 2);
    await worker('second', 1);
    // A lost worker's slots count no more, nor does what it held.
    await worker('lost', 5);
    const runs = await startMany(7);
    for (const name of ['first', 'first', 'second', 'lost']) await claim(name);
    await silence('lost', LEASE_MS + 1);
    expect(await reasonsOf(runs)).toEqual([
      ...[undefined, undefined, undefined],
      'lease-recovery',
      ...['slots-busy', 'slots-busy', 'slots-busy'],
    ]);
    const found = await waiting.findOfRuns(runs.slice(4));
    expect(runs.slice(4).map((run) => found.get(run))).toMatchObject([
      { ahead: 0, slots: 3, message: 'All 3 slots are busy, and this step is the next.' },
      { ahead: 1, slots: 3, message: 'All 3 slots are busy, 1 step ahead.' },
      { ahead: 2, slots: 3, message: 'All 3 slots are busy, 2 steps ahead.' },
    ]);
    // Also when it is asked for alone.
    expect(await of(runs[6] ?? '')).toMatchObject({ ahead: 2 });
  });

  it('is on its way while a slot is free for it, and waits behind those that take the free ones', async () => {
    await worker('worker', 3);
    const runs = await startMany(4);
    await claim('worker');
    expect(await reasonsOf(runs)).toEqual([undefined, 'delivering', 'delivering', 'slots-busy']);
  });

  it('no longer waits once it is claimed, and waits anew at the next task', async () => {
    await worker('worker');
    const run = await start();
    const held = await claim('worker');
    expect(await of(run)).toBeUndefined();
    await engine.attempts.end(held, SUCCESS);
    expect(await of(run)).toMatchObject({ reason: 'delivering', taskId: held.nextTaskId });
    await engine.attempts.end(await claim('worker'), SUCCESS);
    expect(await of(run)).toBeUndefined();
  });
});

it('says until when a failed attempt is followed by a pause', async () => {
  await worker('worker');
  const run = await start();
  await engine.attempts.end(await claim('worker'), FAILURE);
  const until = await moment(run, 'execution_time', 0);
  expect(await of(run)).toMatchObject({
    reason: 'backoff',
    until,
    since: new Date(until.getTime() - 60_000),
    message: `The next attempt begins at ${until.toISOString()}.`,
  });
});

it('says that the stopped command of an earlier run is still ending', async () => {
  await worker('worker');
  const id = 'restarted';
  await engine.saveRecord(id, 'two', 2);
  await engine.runs.start(id, by);
  await claim('worker');
  await engine.runs.stop(id, by);
  const { runId } = await engine.runs.start(id, by);
  expect(await of(runId)).toMatchObject({
    reason: 'earlier-command-ending',
    until: await moment(runId, 'execution_time', 0),
  });
});

describe('a step whose worker is lost', () => {
  it('says by when it runs again', async () => {
    const run = await start();
    await worker('lost');
    await claim('lost');
    await silence('lost', LEASE_MS - 1_000);
    expect(await of(run)).toBeUndefined();
    await silence('lost', LEASE_MS + 1);
    const until = await moment(run, 'last_heartbeat', LEASE_MS + GRACE_MS + SWEEP_MS);
    expect(await of(run)).toMatchObject({
      reason: 'lease-recovery',
      until,
      since: await moment(run, 'last_heartbeat', 0),
      runsAgain: true,
      message: `Its worker was lost; it runs again by ${until.toISOString()}.`,
    });
  });

  it('says that it fails when no attempt is left', async () => {
    const run = await start();
    await worker('lost');
    await claim('lost');
    await engine.rows('UPDATE tasks SET retry_count = max_retries');
    await silence('lost', LEASE_MS + 1);
    expect(await of(run)).toMatchObject({ reason: 'lease-recovery', runsAgain: false });
  });

  it('waits for a worker that gives it up when none is alive any more', async () => {
    const run = await start();
    await worker('lost');
    await claim('lost');
    await silence('lost', LEASE_MS + GRACE_MS + SWEEP_MS + 1);
    expect(await of(run)).toMatchObject({ reason: 'no-live-worker', until: null });
    await worker('another');
    expect(await of(run)).toMatchObject({ reason: 'lease-recovery' });
  });
});
