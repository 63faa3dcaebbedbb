import type { AttemptResult } from '@app/orchestrator';
import { FAILURE, SUCCESS } from '@app/testing';
import { ApiFixture } from './api-fixture';

interface Shown {
  readonly id: string;
  readonly taskName: string;
  readonly status: string;
  readonly durationMs: number;
  readonly run: Record<string, unknown>;
  readonly attempts: readonly Record<string, string>[];
  readonly previousTask: Record<string, unknown> | null;
  readonly nextTask: Record<string, unknown> | null;
  readonly environment: readonly { name: string; value: string; secret: boolean; origin: string }[];
  readonly shellCommand: string;
  readonly latest: Record<string, unknown> | null;
  readonly earlier: readonly Record<string, unknown>[];
}

const TYPE = {
  name: 'nightly',
  parameters: [
    { name: 'source', required: true },
    { name: 'token', secret: true },
  ],
  tasks: [
    { name: 'pack', command: 'tar c "$source"', workingDirectory: '/data', env: { LEVEL: '9' }, maxRetries: 2 },
    { name: 'send', command: 'true', retryDelaySeconds: 5, backoff: 'exponential', onWorkerLost: 'fail' },
  ],
};

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
  await api.post('/process-types', TYPE, 201);
  await api.post(
    '/process-records',
    { id: 'backup', type: 'nightly', inputData: { source: "it's here", token: 'hunter2' } },
    201,
  );
});
afterAll(() => api.close());

/** Runs the record as a worker would, one result after the other; gives the ids of the run's tasks. */
async function run(...results: readonly AttemptResult[]): Promise<string[]> {
  await api.post('/process-records/backup/start');
  const rows = await api.engine.rows(
    `SELECT t.id FROM tasks t JOIN process_record r ON r.latest_run_id = t.run_id ORDER BY task_index`,
  );
  for (const result of results) {
    const { task_instance: taskId, version } = await api.engine.row(
      `WITH due AS (UPDATE scheduled_tasks SET execution_time = now() RETURNING task_instance, version)
       SELECT task_instance, version::integer FROM due`,
    );
    const held = await api.engine.attempts.claim({ taskId: String(taskId), version: Number(version) }, 'worker-1');
    if (held === null) throw new Error('the step could not be claimed');
    await api.engine.attempts.end(held, result);
  }
  return rows.map((row) => String(row.id));
}

const details = (taskId: string, query = '') => api.json<Shown>(`/api/task-details/${taskId}${query}`);

describe('a task in three runs', () => {
  let first: string[];
  let second: string[];
  let third: string[];

  beforeAll(async () => {
    await api.engine.rows(
      `INSERT INTO worker (id, host, pid, concurrency, isolation) VALUES ('worker-1', 'build-7', 1, 1, 'none')`,
    );
    first = await run(FAILURE, SUCCESS, SUCCESS);
    second = await run(SUCCESS, FAILURE);
    third = await run();
  });

  it('shows its run, its place in it, and how failures are treated', async () => {
    const send = await details(String(second[1]));
    expect(send).toMatchObject({
      taskName: 'send',
      status: 'FAILED',
      run: { runNumber: 2, type: 'nightly', typeVersion: 1, status: 'FAILED', totalTasks: 2 },
      previousTask: { id: second[0], taskIndex: 0, taskName: 'pack', status: 'COMPLETED' },
      nextTask: null,
      retryDelaySeconds: 5,
      backoff: 'exponential',
      onWorkerLost: 'fail',
      continueOnFailure: false,
    });
    expect(send.run).not.toHaveProperty('inputData');
    expect((await details(String(second[0]))).nextTask).toMatchObject({ id: second[1], taskName: 'send' });
  });

  it('shows since when each attempt had waited, and where it ran', async () => {
    const { attempts } = await details(String(first[0]));
    const [failed, succeeded] = attempts;
    expect(failed).toMatchObject({ attempt: 1, outcome: 'FAILED', exitCode: 1, workerHost: 'build-7' });
    expect(succeeded?.queuedAt).toBe(failed?.completedAt);
    const { startedAt } = await api.json<{ startedAt: string }>(`/runs/${(await details(String(first[0]))).run.id}`);
    expect(failed?.queuedAt).toBe(startedAt);
    const next = await details(String(first[1]));
    expect(next.attempts[0]?.queuedAt).toBe(succeeded?.completedAt);
  });

  it('shows the same task in the newest run and in those before', async () => {
    const inFirst = await details(String(first[0]));
    expect([inFirst.latest, inFirst.earlier]).toEqual([
      expect.objectContaining({ taskId: third[0], runNumber: 3, status: 'PENDING', durationMs: null }),
      [],
    ]);
    const inThird = await details(String(third[1]));
    expect(inThird.latest).toBeNull();
    expect(inThird.earlier).toEqual([
      expect.objectContaining({ taskId: second[1], runNumber: 2, status: 'FAILED', attemptCount: 1, exitCode: 1 }),
      expect.objectContaining({ taskId: first[1], runNumber: 1, status: 'COMPLETED' }),
    ]);
  });

  it('shows what the command is given without its secrets, and a line that runs it by hand', async () => {
    const pack = await details(String(first[0]));
    expect(pack.environment).toEqual(
      expect.arrayContaining([
        { name: 'LEVEL', value: '9', secret: false, origin: 'task' },
        { name: 'source', value: "it's here", secret: false, origin: 'parameter' },
        { name: 'token', value: '••••', secret: true, origin: 'parameter' },
        { name: 'PROCESS_INPUT', value: '{"source":"it\'s here","token":"••••"}', secret: false, origin: 'run' },
        { name: 'TASK_ATTEMPT', value: '2', secret: false, origin: 'run' },
      ]),
    );
    expect(pack.shellCommand).toMatch(/^cd -- \/data && LEVEL=9 source='it'\\''s here' token="\$\{token:\?\}" /);
    expect(pack.shellCommand).toMatch(/ sh -c 'tar c "\$source"'$/);
    expect(JSON.stringify(pack)).not.toContain('hunter2');
  });

  it('leaves the output out where it is not wanted', async () => {
    await api.engine.rows(`UPDATE tasks SET output = 'said' WHERE id = $1`, [first[0]]);
    expect(await details(String(first[0]))).toMatchObject({ output: 'said' });
    expect(await details(String(first[0]), '?output=false')).toMatchObject({ output: null });
  });

  it.each(['?output=maybe', '?unknown=1'])('%s is refused', async (query) => {
    expect((await api.fetch(`/api/task-details/${first[0]}${query}`)).status).toBe(400);
  });
});

it('an id of no task is 404, whatever it looks like', async () => {
  for (const id of ['019a8f2e-6c1b-7cc2-9d3e-0a4a51c0dead', 'x', '%00'])
    expect((await api.fetch(`/api/task-details/${id}`)).status).toBe(404);
});
