import { EngineFixture, FAILURE, findViolations, SUCCESS, taskDefinition, testDatabase } from '@app/testing';
import { v7 as uuidv7 } from 'uuid';
import type { AttemptResult } from './transitions/attempt-result';
import { StartRunRepository } from './transitions/start-run.repository';

let engine: EngineFixture;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  engine = await EngineFixture.open(database.url);
  await engine.saveType('one', [{}]);
  await engine.saveType('three', [{}, {}, {}]);
  await engine.saveType('retrying', [{ maxRetries: 2, retryDelayMs: 60_000 }, {}]);
  await engine.saveType('lenient', [{ continueOnFailure: true }, {}]);
  await engine.saveType('once', [{ maxRetries: 3, onWorkerLost: 'fail' }]);
});

afterEach(async () => {
  expect(await findViolations(engine.sql)).toEqual([]);
  engine.queue.delivered.length = 0;
  engine.queue.fault = undefined;
  // Runs that a test leaves active must not be swept into the next one.
  await engine.rows('DELETE FROM process_record');
});

afterAll(async () => {
  await engine?.close();
  await drop?.();
});

const by = { triggeredBy: 'test' };
let nextRecord = 0;

async function newRecord(type: string): Promise<string> {
  const id = `record-${nextRecord++}`;
  const { total } = await engine.row(
    `SELECT jsonb_array_length(definition->'tasks') AS total FROM process_type_version WHERE type_name = $1 ORDER BY version DESC LIMIT 1`,
    [type],
  );
  await engine.saveRecord(id, type, Number(total));
  return id;
}

async function claimNext(worker = 'worker-1') {
  const held = await engine.attempts.claim(engine.queue.take(), worker);
  if (!held) throw new Error('the claim was lost');
  return held;
}

const record = (id: string) => engine.row('SELECT * FROM process_record WHERE id = $1', [id]);
const tasksOf = (runId: string) => engine.rows('SELECT * FROM tasks WHERE run_id = $1 ORDER BY task_index', [runId]);

/** Makes everything that the worker holds look as if its last heartbeat was long ago. */
async function silence(worker: string): Promise<void> {
  await engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = now() - interval '1 hour' WHERE picked_by = $1`, [
    worker,
  ]);
  await engine.rows(`UPDATE worker SET last_heartbeat_at = now() - interval '1 hour' WHERE id = $1`, [worker]);
}

describe('a run', () => {
  it('goes through its tasks one after the other and completes', async () => {
    const id = await newRecord('three');
    const { runId, runNumber } = await engine.runs.start(id, by);
    expect(runNumber).toBe(1);
    for (const index of [0, 1, 2]) {
      const held = await claimNext();
      expect([held.index, held.attempt]).toEqual([index, 1]);
      expect(await findViolations(engine.sql)).toEqual([]);
      expect(await record(id)).toMatchObject({ current_status: 'IN_PROGRESS', current_task_index: index });
      await engine.attempts.end(held, SUCCESS);
    }
    expect(engine.queue.delivered).toEqual([]);
    expect(await record(id)).toMatchObject({
      current_status: 'COMPLETED',
      current_task_index: 3,
      latest_run_id: runId,
    });
    expect((await tasksOf(runId)).map((task) => task.status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
  });

  it('is refused while one is active, and starts anew afterwards', async () => {
    const id = await newRecord('one');
    await engine.runs.start(id, by);
    await expect(engine.runs.start(id, by)).rejects.toMatchObject({ code: 'conflict' });
    await engine.attempts.end(await claimNext(), SUCCESS);
    await expect(engine.runs.start(id, by)).resolves.toMatchObject({ runNumber: 2 });
  });

  it('is made once per idempotency key, also after it ended', async () => {
    const id = await newRecord('one');
    const first = await engine.runs.start(id, { ...by, idempotencyKey: 'k' });
    const again = await engine.runs.start(id, { ...by, idempotencyKey: 'k' });
    expect(again).toEqual({ ...first, repeated: true });
    await engine.attempts.end(await claimNext(), SUCCESS);
    expect((await engine.runs.start(id, { ...by, idempotencyKey: 'k' })).runId).toBe(first.runId);
    expect(await engine.rows('SELECT FROM process_run WHERE process_record_id = $1', [id])).toHaveLength(1);
  });

  it('is not found for an unknown record', async () => {
    await expect(engine.runs.start('nobody', by)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('survives a queue that is away: the step is delivered by the sweep', async () => {
    const id = await newRecord('one');
    engine.queue.fault = new Error('away');
    await engine.runs.start(id, by);
    expect(engine.queue.delivered).toEqual([]);
    engine.queue.fault = undefined;
    await engine.rows(`UPDATE scheduled_tasks SET execution_time = now() - interval '1 minute'`);
    await engine.recovery.sweep();
    await engine.attempts.end(await claimNext(), SUCCESS);
    expect(await record(id)).toMatchObject({ current_status: 'COMPLETED' });
  });

  it('is delivered by the sweep although the queue holds as much as is due, but of a step that is over', async () => {
    const stopped = await newRecord('one');
    await engine.runs.start(stopped, by);
    await engine.runs.stop(stopped, by);
    const id = await newRecord('one');
    await engine.runs.start(id, by);
    engine.queue.delivered.pop();
    expect(engine.queue.delivered).toHaveLength(1);
    await engine.rows(`UPDATE scheduled_tasks SET execution_time = now() - interval '1 minute'`);
    await engine.recovery.sweep();
    expect(await engine.attempts.claim(engine.queue.take(), 'worker-1')).toBeNull();
    await engine.attempts.end(await claimNext(), SUCCESS);
    expect(await record(id)).toMatchObject({ current_status: 'COMPLETED' });
  });
});

describe('a failing task', () => {
  it('is retried after its delay until the retries are used, then fails the run', async () => {
    const id = await newRecord('retrying');
    await engine.runs.start(id, by);
    for (const retry of [1, 2]) {
      const held = await claimNext();
      // Nothing of the attempt before is shown as this one's.
      expect(await tasksOf(held.runId)).toMatchObject([{ exit_code: null, error_message: null, output: null }, {}]);
      expect(await engine.attempts.end(held, FAILURE)).toEqual({ kind: 'retrying', delayMs: 60_000 });
      const step = engine.queue.delivered[0];
      expect(step?.delayMs).toBe(60_000);
      // Not due yet: an early delivery gets nothing.
      expect(await engine.attempts.claim(step ?? engine.queue.take(), 'worker-1')).toBeNull();
      await engine.rows(`UPDATE scheduled_tasks SET execution_time = now() WHERE task_instance = $1`, [step?.taskId]);
      expect(await record(id)).toMatchObject({ current_status: 'IN_PROGRESS' });
      const [task] = await tasksOf(String((await record(id)).latest_run_id));
      expect(task).toMatchObject({ status: 'PENDING', retry_count: retry, exit_code: 1 });
    }
    expect(await engine.attempts.end(await claimNext(), FAILURE)).toEqual({ kind: 'finished', runStatus: 'FAILED' });
    const row = await record(id);
    expect(row).toMatchObject({ current_status: 'FAILED', current_task_index: 0 });
    expect(row.last_error_message).toBe("Task 'task-0' failed: exit code 1 after 3 attempts");
  });

  it('lets the run go on where it says so', async () => {
    const id = await newRecord('lenient');
    const { runId } = await engine.runs.start(id, by);
    await engine.attempts.end(await claimNext(), FAILURE);
    await engine.attempts.end(await claimNext(), SUCCESS);
    expect(await record(id)).toMatchObject({ current_status: 'COMPLETED' });
    expect((await tasksOf(runId)).map((task) => task.status)).toEqual(['FAILED', 'COMPLETED']);
  });
});

describe('resume', () => {
  it('keeps the finished tasks and goes on with the one that failed', async () => {
    const id = await newRecord('three');
    const first = await engine.runs.start(id, by);
    await engine.attempts.end(await claimNext(), SUCCESS);
    await engine.attempts.end(await claimNext(), FAILURE);
    const resumed = await engine.runs.resume(id, by);
    const tasks = await tasksOf(resumed.runId);
    expect(tasks.map((task) => task.status)).toEqual(['SKIPPED', 'PENDING', 'PENDING']);
    const [original] = await tasksOf(first.runId);
    expect(tasks[0]?.metadata).toEqual({ keptFrom: { taskId: original?.id, runId: first.runId } });
    expect((await claimNext()).index).toBe(1);
  });

  it('runs the repaired definition, unless a kept task was changed', async () => {
    await engine.saveType('repaired', [{ name: 'a' }, { name: 'b', command: 'false' }]);
    const id = await newRecord('repaired');
    await engine.runs.start(id, by);
    await engine.attempts.end(await claimNext(), SUCCESS);
    await engine.attempts.end(await claimNext(), FAILURE);
    await engine.saveType('repaired', [{ name: 'renamed' }, { name: 'b' }]);
    await expect(engine.runs.resume(id, by)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining("'a'"),
    });
    await engine.saveType('repaired', [{ name: 'a' }, { name: 'b', command: 'echo repaired' }]);
    await engine.runs.resume(id, by);
    expect((await claimNext()).command).toBe('echo repaired');
  });

  it('is refused unless the last run failed or was stopped', async () => {
    const id = await newRecord('one');
    await expect(engine.runs.resume(id, by)).rejects.toMatchObject({ code: 'conflict' });
    await engine.runs.start(id, by);
    await expect(engine.runs.resume(id, by)).rejects.toMatchObject({ code: 'conflict' });
    await engine.attempts.end(await claimNext(), SUCCESS);
    await expect(engine.runs.resume(id, by)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('stop', () => {
  it('is final: the end of the command closes its attempt and changes nothing else', async () => {
    const id = await newRecord('three');
    const { runId } = await engine.runs.start(id, by);
    const held = await claimNext();
    await engine.runs.stop(id, by);
    expect(await record(id)).toMatchObject({ current_status: 'STOPPED', last_error_message: 'Stopped by test.' });
    await expect(engine.runs.stop(id, by)).rejects.toMatchObject({ code: 'conflict' });
    expect(await engine.attempts.end(held, SUCCESS)).toEqual({ kind: 'superseded', closed: true });
    expect(await record(id)).toMatchObject({ current_status: 'STOPPED' });
    expect((await tasksOf(runId)).map((task) => task.status)).toEqual(['STOPPED', 'PENDING', 'PENDING']);
    expect(await engine.row('SELECT * FROM task_attempt WHERE task_id = $1', [held.taskId])).toMatchObject({
      outcome: 'STOPPED',
      exit_code: 0,
    });
  });

  it('takes the delivery of a waiting task along', async () => {
    const id = await newRecord('one');
    await engine.runs.start(id, by);
    await engine.runs.stop(id, by);
    expect(await engine.attempts.claim(engine.queue.take(), 'worker-1')).toBeNull();
  });

  it('holds the next run back until the stopped command has ended', async () => {
    const id = await newRecord('one');
    await engine.runs.start(id, by);
    const held = await claimNext();
    await engine.runs.stop(id, by);
    await engine.runs.start(id, by);
    const early = engine.queue.take();
    expect(early.delayMs).toBeGreaterThan(0);
    expect(await engine.attempts.claim(early, 'worker-1')).toBeNull();
    await engine.attempts.end(held, { ...FAILURE, outcome: 'STOPPED' });
    expect((await claimNext()).runId).not.toBe(held.runId);
  });
});

describe('an attempt that nobody reports', () => {
  const open = (runId: string) =>
    engine.rows('SELECT FROM task_attempt WHERE run_id = $1 AND completed_at IS NULL', [runId]);

  it('of a stopped run is closed after a while, though its worker lives', async () => {
    await engine.leases.registerWorker({
      id: 'busy',
      host: 'h',
      pid: 1,
      concurrency: 2,
      isolation: 'process-group',
      version: '1.0.0',
    });
    const id = await newRecord('one');
    const { runId } = await engine.runs.start(id, by);
    // The answer to this claim is lost, and the run is stopped before it is given back.
    const step = engine.queue.take();
    await engine.attempts.claim(step, 'busy');
    await engine.runs.stop(id, by);
    await engine.attempts.giveBackClaim(step, 'busy', { ...FAILURE, outcome: 'WORKER_LOST' });
    await engine.recovery.sweep();
    expect(await open(runId)).toHaveLength(1);
    await engine.rows(`UPDATE process_run SET completed_at = now() - interval '1 minute' WHERE id = $1`, [runId]);
    await engine.recovery.sweep();
    expect(await open(runId)).toEqual([]);
  });
});

describe('a resume', () => {
  it('is refused when another run came in between its reading and its writing', async () => {
    const id = await newRecord('three');
    const { runId } = await engine.runs.start(id, by);
    await engine.runs.stop(id, by);
    engine.queue.take();
    const stale = new StartRunRepository(engine.sql);
    const task = (index: number) => ({
      id: uuidv7(),
      definition: taskDefinition({ name: `task-${index}` }),
      keptFrom: null,
    });
    const resume = (latestRunId: string) =>
      stale.startRun({
        runId: uuidv7(),
        recordId: id,
        type: 'three',
        typeVersion: 1,
        inputData: null,
        tasks: [task(0), task(1), task(2)],
        fromIndex: 1,
        latestRunId,
        trigger: 'resume',
        triggeredBy: 'test',
        resumedFromRunId: latestRunId,
        idempotencyKey: null,
        scheduledFireAt: null,
        holdMs: 0,
        priority: 0,
      });
    const between = await engine.runs.start(id, by);
    await engine.runs.stop(id, by);
    engine.queue.take();
    expect(await resume(runId)).toBeNull();
    expect(await resume(between.runId)).toMatchObject({ runNumber: 3 });
    engine.queue.delivered.length = 0;
    await engine.runs.stop(id, by);
  });
});

describe('a lost worker', () => {
  it('loses its attempt, which uses a retry, and its late result is kept as evidence only', async () => {
    const id = await newRecord('retrying');
    await engine.runs.start(id, by);
    const held = await claimNext('frozen');
    await silence('frozen');
    await engine.recovery.sweep();
    const again = await claimNext('worker-2');
    expect([again.taskId, again.attempt, again.retryCount]).toEqual([held.taskId, 2, 1]);
    expect(await engine.attempts.end(held, SUCCESS)).toEqual({ kind: 'superseded', closed: false });
    expect(await record(id)).toMatchObject({ current_status: 'IN_PROGRESS', current_task_index: 0 });
    expect(
      await engine.row('SELECT * FROM task_attempt WHERE task_id = $1 AND attempt = 1', [held.taskId]),
    ).toMatchObject({
      outcome: 'WORKER_LOST',
      late_result: { outcome: 'SUCCEEDED', exitCode: 0 },
    });
  });

  it('is not started a second time where the task says so or no retry is left', async () => {
    for (const type of ['once', 'one']) {
      const id = await newRecord(type);
      await engine.runs.start(id, by);
      await claimNext('gone');
      await silence('gone');
      await engine.recovery.sweep();
      expect(await record(id)).toMatchObject({ current_status: 'FAILED' });
    }
  });

  it('keeps what it renews and hears what it lost', async () => {
    await engine.leases.registerWorker({
      id: 'alive',
      host: 'h',
      pid: 1,
      concurrency: 2,
      isolation: 'process-group',
      version: '1.0.0',
    });
    const [kept, lost] = [await newRecord('retrying'), await newRecord('retrying')];
    await engine.runs.start(kept, by);
    const first = await claimNext('alive');
    await engine.runs.start(lost, by);
    const second = await claimNext('alive');
    await engine.rows(
      `UPDATE scheduled_tasks SET last_heartbeat = now() - interval '1 hour' WHERE task_instance = $1`,
      [second.taskId],
    );
    const answer = await engine.leases.renewLeases('alive', [first.taskId, second.taskId], {
      draining: false,
      degraded: null,
      metrics: [],
      leaseMs: 10_000,
    });
    expect(answer).toEqual({ held: [{ taskId: first.taskId, version: first.version }], registered: true });
  });

  it('gives back work without using a retry', async () => {
    const id = await newRecord('one');
    await engine.runs.start(id, by);
    const givenBack: AttemptResult = { ...FAILURE, outcome: 'WORKER_LOST' };
    await engine.attempts.end(await claimNext(), givenBack, { costsRetry: false });
    const again = await claimNext();
    expect([again.attempt, again.retryCount]).toEqual([2, 0]);
  });

  it('gives back a claim whose answer it never got', async () => {
    const id = await newRecord('one');
    await engine.runs.start(id, by);
    const step = engine.queue.take();
    await engine.attempts.claim(step, 'worker-1');
    await engine.attempts.giveBackClaim(step, 'worker-1', { ...FAILURE, outcome: 'WORKER_LOST' });
    expect((await claimNext('worker-2')).attempt).toBe(2);
    expect(await record(id)).toMatchObject({ current_status: 'IN_PROGRESS' });
  });
});

describe('two of the same transition, raced', () => {
  const ROUNDS = 1000;

  async function race<T>(make: () => Promise<T>, won: (value: T) => boolean): Promise<number> {
    const results = await Promise.allSettled([make(), make()]);
    return results.filter((result) => result.status === 'fulfilled' && won(result.value)).length;
  }

  it(`have one winner each time, ${ROUNDS} times over: start, claim, end, stop`, async () => {
    const id = await newRecord('three');
    for (let round = 0; round < ROUNDS / 4; round++) {
      expect(
        await race(
          () => engine.runs.start(id, by),
          () => true,
        ),
      ).toBe(1);
      const step = engine.queue.take();
      let held: Awaited<ReturnType<typeof engine.attempts.claim>> = null;
      expect(
        await race(
          () => engine.attempts.claim(step, `worker-${round % 7}`),
          (claimed) => {
            held = claimed ?? held;
            return claimed !== null;
          },
        ),
      ).toBe(1);
      if (!held) throw new Error('nobody won');
      const claimed: NonNullable<typeof held> = held;
      expect(
        await race(
          () => engine.attempts.end(claimed, SUCCESS),
          (ended) => ended.kind === 'advanced',
        ),
      ).toBe(1);
      expect(
        await race(
          () => engine.runs.stop(id, by),
          () => true,
        ),
      ).toBe(1);
      engine.queue.delivered.length = 0;
    }
  });

  it('stop against finish leaves one terminal state', async () => {
    const id = await newRecord('one');
    const seen = new Set<string>();
    for (let round = 0; round < 200; round++) {
      await engine.runs.start(id, by);
      const held = await claimNext();
      const finish = async () => void (await engine.attempts.end(held, SUCCESS));
      const stop = async () => void (await engine.runs.stop(id, by));
      await Promise.allSettled(round % 2 === 0 ? [finish(), stop()] : [stop(), finish()]);
      const { current_status } = await record(id);
      seen.add(String(current_status));
      expect(await engine.rows('SELECT FROM scheduled_tasks WHERE run_id = $1', [held.runId])).toEqual([]);
      expect(
        await engine.rows('SELECT FROM task_attempt WHERE run_id = $1 AND completed_at IS NULL', [held.runId]),
      ).toEqual([]);
      engine.queue.delivered.length = 0;
    }
    expect([...seen].every((status) => ['COMPLETED', 'STOPPED'].includes(status))).toBe(true);
  });
});
