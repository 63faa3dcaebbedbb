import { EngineFixture, findViolations, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';
import type { ClaimedTask } from './transitions/claim-task.repository';

const by = { triggeredBy: 'test' };
const GO_ON = { goOn: true };

let database: TestDatabase;
let engine: EngineFixture;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await engine.saveType('three', [{}, {}, {}]);
  await engine.saveType('retrying', [{ maxRetries: 2, retryDelayMs: 60_000 }, {}]);
});

afterEach(async () => {
  expect(await findViolations(engine.sql)).toEqual([]);
  engine.queue.delivered.length = 0;
  await engine.rows('DELETE FROM process_record');
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

async function startAndClaim(id: string, type = 'three', total = 3): Promise<ClaimedTask> {
  await engine.saveRecord(id, type, total);
  await engine.runs.start(id, by);
  const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
  if (!held) throw new Error('the claim was lost');
  return held;
}

/** Ends the attempt; gives the next one, which the worker has to hold. */
async function goOnFrom(held: ClaimedTask): Promise<ClaimedTask> {
  const ended = await engine.attempts.end(held, SUCCESS, GO_ON);
  if (ended.kind !== 'advanced' || ended.next === null) throw new Error(`it did not go on: ${JSON.stringify(ended)}`);
  return ended.next;
}

const tasksOf = ({ runId }: ClaimedTask) =>
  engine.rows('SELECT status, attempt_count FROM tasks WHERE run_id = $1 ORDER BY task_index', [runId]);

it('goes through a run with one delivery, and each claim is what the queue would have led to', async () => {
  const first = await startAndClaim('at-once');
  const second = await goOnFrom(first);
  expect(await findViolations(engine.sql)).toEqual([]);
  const third = await goOnFrom(second);
  expect(third).toEqual({
    ...first,
    taskId: second.nextTaskId,
    name: third.name,
    index: 2,
    version: first.version + 2,
    nextTaskId: null,
  });
  expect(await engine.attempts.end(third, SUCCESS, GO_ON)).toEqual({ kind: 'finished', runStatus: 'COMPLETED' });
  expect(engine.queue.delivered).toEqual([]);
  expect(await tasksOf(first)).toEqual([1, 2, 3].map(() => ({ status: 'COMPLETED', attempt_count: 1 })));
});

it('tells of the end and of the next begin, in this order', async () => {
  const first = await startAndClaim('told');
  const { last } = await engine.row('SELECT max(id) AS last FROM live_event');
  const second = await goOnFrom(first);
  const events = await engine.rows(
    'SELECT task_id, task_status, record_status FROM live_event WHERE id > $1 ORDER BY id',
    [last],
  );
  expect(events).toEqual([
    { task_id: first.taskId, task_status: 'COMPLETED', record_status: 'IN_PROGRESS' },
    { task_id: second.taskId, task_status: 'IN_PROGRESS', record_status: null },
  ]);
});

it.each([true, false])('gives back what it went on with when the answer was lost (asked again: %s)', async (goOn) => {
  const first = await startAndClaim(`lost-answer-${goOn}`);
  const second = await goOnFrom(first);
  // Nobody renewed that claim: the next sweep could take it away.
  await engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = now() - interval '1 hour'`);
  expect(await engine.attempts.end(first, SUCCESS, { goOn })).toEqual({ kind: 'advanced', next: null });
  const again = await engine.attempts.claim(engine.queue.take(), 'worker-2');
  expect(again).toMatchObject({ taskId: second.taskId, attempt: 2, retryCount: 0 });
  expect(await tasksOf(first)).toMatchObject([
    { status: 'COMPLETED' },
    { status: 'IN_PROGRESS' },
    { status: 'PENDING' },
  ]);
});

it('keeps the result of a task although the next one cannot be claimed', async () => {
  const first = await startAndClaim('left-over');
  await engine.rows(
    `INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, completed_at, outcome)
     VALUES ($1, 1, $2, 'x', now(), 'FAILED')`,
    [first.nextTaskId, first.runId],
  );
  expect(await engine.attempts.end(first, SUCCESS, GO_ON)).toEqual({ kind: 'advanced', next: null });
  expect(await tasksOf(first)).toMatchObject([{ status: 'COMPLETED' }, { status: 'PENDING' }, { status: 'PENDING' }]);
  await engine.rows('DELETE FROM process_record');
});

it('goes on with nothing once the run was stopped', async () => {
  const first = await startAndClaim('stopped');
  await engine.runs.stop('stopped', by);
  expect(await engine.attempts.end(first, SUCCESS, GO_ON)).toMatchObject({ kind: 'superseded' });
  expect(await tasksOf(first)).toMatchObject([{ status: 'STOPPED' }, { status: 'PENDING' }, { status: 'PENDING' }]);
});

it('goes on with nothing that another worker recovered meanwhile', async () => {
  const first = await startAndClaim('recovered');
  await engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = now() - interval '1 hour'`);
  await engine.recovery.sweep();
  expect(await engine.attempts.end(first, SUCCESS, GO_ON)).toEqual({ kind: 'superseded', closed: false });
});

it('holds nothing when the next task cannot run', async () => {
  const first = await startAndClaim('gone');
  await engine.rows('DELETE FROM tasks WHERE id = $1', [first.nextTaskId]);
  expect(await engine.attempts.end(first, SUCCESS, GO_ON)).toEqual({ kind: 'advanced', next: null });
  await engine.rows('DELETE FROM process_record');
});

it('waits for the delay of a retry instead of going on', async () => {
  const held = await startAndClaim('retried', 'retrying', 2);
  const failure = { ...SUCCESS, outcome: 'FAILED', exitCode: 1, errorMessage: 'exit code 1' } as const;
  expect(await engine.attempts.end(held, failure, GO_ON)).toEqual({ kind: 'retrying', delayMs: 60_000 });
  expect(engine.queue.delivered).toHaveLength(1);
});

describe('attempts that end at the same moment', () => {
  const calls = async (name: string) =>
    Number((await engine.row(`SELECT count(*) FROM pg_prepared_statements WHERE name = $1`, [name])).count);
  const startMany = async (count: number): Promise<ClaimedTask[]> => {
    const held: ClaimedTask[] = [];
    for (let index = 0; index < count; index++) held.push(await startAndClaim(`together-${index}`));
    return held;
  };
  /** The first goes alone; the others wait for it, and go together. */
  const endTogether = (held: readonly ClaimedTask[]) =>
    Promise.all(held.map((one) => engine.attempts.end(one, told(one.recordId), GO_ON)));
  const told = (text: string) => ({
    ...SUCCESS,
    output: {
      tail: text,
      bytes: text.length,
      truncated: false,
      lastChunk: { chunk: 0, byteOffset: 0, firstLine: 1, lineCount: 0, data: Buffer.from(text) },
    },
  });

  it('go on in one statement, each with its own result, as they would alone', async () => {
    const firsts = await startMany(6);
    const ended = await endTogether(firsts);
    expect(ended.map((one) => (one.kind === 'advanced' ? one.next : one))).toEqual(
      firsts.map((first) =>
        expect.objectContaining({
          recordId: first.recordId,
          taskId: first.nextTaskId,
          index: 1,
          attempt: 1,
          version: first.version + 1,
          workerId: 'worker-1',
          totalTasks: 3,
          type: 'three',
        }),
      ),
    );
    expect(
      await engine.rows(
        `SELECT task.process_record_id AS record, task.status, task.output, task.exit_code, attempt.outcome,
           convert_from(chunk.data, 'UTF8') AS data
         FROM tasks task JOIN task_attempt attempt ON attempt.task_id = task.id
           JOIN attempt_output chunk ON chunk.task_id = task.id WHERE task.task_index = 0 ORDER BY 1`,
      ),
    ).toEqual(
      firsts.map(({ recordId }) => ({
        record: recordId,
        status: 'COMPLETED',
        output: recordId,
        exit_code: 0,
        outcome: 'SUCCEEDED',
        data: recordId,
      })),
    );
    const events = await engine.rows(
      `SELECT task_status FROM live_event WHERE record_id = $1 AND task_id IS NOT NULL ORDER BY id`,
      ['together-5'],
    );
    expect(events.map((event) => event.task_status)).toEqual(['IN_PROGRESS', 'COMPLETED', 'IN_PROGRESS']);
    expect(await calls('go_on_with_many')).toBeGreaterThan(0);
  });

  it('are told one by one when some were stopped, recovered or have a next task that is gone', async () => {
    const firsts = await startMany(6);
    await engine.runs.stop('together-2', by);
    await engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = now() - interval '1 hour' WHERE run_id = $1`, [
      firsts[3]?.runId,
    ]);
    await engine.recovery.sweep();
    await engine.rows('DELETE FROM tasks WHERE id = $1', [firsts[4]?.nextTaskId]);
    const ended = await endTogether(firsts);
    expect(ended.map((one) => (one.kind === 'advanced' ? one.next?.index : one.kind))).toEqual([
      1,
      1,
      'superseded',
      'superseded',
      undefined,
      1,
    ]);
    await engine.rows('DELETE FROM process_record WHERE id = $1', ['together-4']);
  });

  it('are told apart when two of them are of one task, which was recovered and is held again', async () => {
    await engine.saveType('recovered', [{ maxRetries: 3 }, {}]);
    const other = await startAndClaim('together-other');
    const stale = await startAndClaim('together-twice', 'recovered', 2);
    await engine.rows(`UPDATE scheduled_tasks SET last_heartbeat = now() - interval '1 hour' WHERE run_id = $1`, [
      stale.runId,
    ]);
    await engine.recovery.sweep();
    const fresh = await engine.attempts.claim(engine.queue.take(), 'worker-1');
    if (!fresh) throw new Error('the claim was lost');
    const ended = await endTogether([other, stale, fresh]);
    expect(ended[1]).toEqual({ kind: 'superseded', closed: false });
    expect(ended[2]).toMatchObject({ kind: 'advanced', next: { taskId: fresh.nextTaskId } });
    expect(
      await engine.rows(
        `SELECT attempt, outcome, late_result->>'outcome' AS late FROM task_attempt WHERE task_id = $1 ORDER BY 1`,
        [stale.taskId],
      ),
    ).toEqual([
      { attempt: 1, outcome: 'WORKER_LOST', late: 'SUCCEEDED' },
      { attempt: 2, outcome: 'SUCCEEDED', late: null },
    ]);
  });

  it('keep their results although one of them has a next task that cannot be claimed', async () => {
    const firsts = await startMany(4);
    const [, , third] = firsts;
    await engine.rows(
      `INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, completed_at, outcome)
       VALUES ($1, 1, $2, 'x', now(), 'FAILED')`,
      [third?.nextTaskId, third?.runId],
    );
    const ended = await endTogether(firsts);
    expect(ended.map((one) => one.kind === 'advanced' && (one.next?.index ?? null))).toEqual([1, 1, null, 1]);
    await engine.rows('DELETE FROM process_record WHERE id = $1', ['together-2']);
  });
});
