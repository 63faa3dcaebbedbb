import { SUCCESS } from '@app/testing';
import { Counter, Histogram, Registry } from 'prom-client';
import { ApiFixture } from './api-fixture';

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

const register = (id: string, columns: Record<string, unknown> = {}) => {
  const row = { host: 'h', pid: 7, concurrency: 4, isolation: 'process-group', ...columns };
  const names = Object.keys(row);
  return api.engine.rows(
    `INSERT INTO worker (id, ${names.join(', ')}) VALUES ($1, ${names.map((_, index) => `$${index + 2}`).join(', ')})`,
    [id, ...Object.values(row)],
  );
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ago = (ms: number) => new Date(Date.now() - ms);

/** Starts a record; the step is claimed when a worker is named, and ended when it is to be done. */
async function run(id: string, workerId?: string, done = false): Promise<void> {
  await api.post('/process-records', { id, type: 'single-task-process', start: true }, 201);
  if (workerId === undefined) return;
  const step = await api.engine.row(
    `SELECT task_instance AS "taskId", version FROM scheduled_tasks
     WHERE run_id = (SELECT latest_run_id FROM process_record WHERE id = $1)`,
    [id],
  );
  const claimed = await api.engine.attempts.claim(step as { taskId: string; version: number }, workerId);
  if (claimed && done) await api.engine.attempts.end(claimed, SUCCESS);
}

/** When the record `done` was completed, in ms since 1970. */
async function doneAt(): Promise<number> {
  const { at } = await api.engine.row(
    `SELECT extract(epoch FROM completed_at) * 1000 AS at FROM process_run WHERE process_record_id = 'done'`,
  );
  return Number(at);
}

describe('with records, workers and work', () => {
  beforeAll(async () => {
    await register('alive', { concurrency: 8, host: 'build-7', pid: 4321, version: '0.1.0' });
    await register('draining', { draining: true, degraded: 'spool-full: no room', started_at: ago(60_000) });
    await register('lost', { last_heartbeat_at: ago(60_000), started_at: ago(120_000) });
    await register('stopped', { stopped_at: ago(30_000), started_at: ago(180_000) });
    await register('long-gone', { last_heartbeat_at: ago(7_200_000), started_at: ago(9_000_000) });
    await api.post('/process-records', { id: 'idle', type: 'two-task-process' }, 201);
    await run('waits');
    await run('runs', 'alive');
    await run('done', 'alive', true);
    await api.engine.rows(`UPDATE scheduled_tasks SET execution_time = now() - interval '5 seconds' WHERE NOT picked`);
    await api.engine.rows(
      `INSERT INTO scheduled_tasks (task_name, task_instance, execution_time) VALUES ('maintenance', 'x', now() - interval '1 hour')`,
    );
  });

  it('GET /api/workers tells who lives and what each holds', async () => {
    await api.engine.rows(
      `INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat)
       VALUES ('maintenance', 'not a uuid', now(), true, 'alive', now())`,
    );
    const workers = await api.json<Record<string, unknown>[]>('/api/workers');
    await api.engine.rows(`DELETE FROM scheduled_tasks WHERE task_instance = 'not a uuid'`);
    expect(workers.map(({ id, alive, draining, running }) => ({ id, alive, draining, running }))).toEqual([
      { id: 'alive', alive: true, draining: false, running: 2 },
      { id: 'draining', alive: true, draining: true, running: 0 },
      { id: 'lost', alive: false, draining: false, running: 0 },
      { id: 'stopped', alive: false, draining: false, running: 0 },
    ]);
    expect(workers.slice(1).flatMap(({ steps, version }) => [steps, version])).toEqual([[], null, [], null, [], null]);
    expect(workers[1]?.degraded).toBe('spool-full: no room');
    expect(workers[0]).toEqual({
      id: 'alive',
      host: 'build-7',
      pid: 4321,
      concurrency: 8,
      running: 2,
      steps: [
        {
          processRecordId: 'runs',
          runId: expect.stringMatching(UUID),
          taskId: expect.stringMatching(UUID),
          taskIndex: 0,
          taskName: 'test-1-1',
          attempt: 1,
          startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        },
      ],
      version: '0.1.0',
      startedAt: expect.any(String),
      lastHeartbeatAt: expect.any(String),
      draining: false,
      degraded: null,
      alive: true,
      isolation: 'process-group',
      stoppedAt: null,
    });
  });

  it('GET /api/statistics counts', async () => {
    const statistics = await api.json<Record<string, number>>('/api/statistics');
    expect(statistics).toMatchObject({
      byStatus: { PENDING: 1, IN_PROGRESS: 2, COMPLETED: 1, FAILED: 0, STOPPED: 0 },
      total: 4,
      runningTasks: 1,
      queueDepth: 1,
      workersAlive: 2,
    });
    expect(statistics.oldestWaitingMs).toBeGreaterThanOrEqual(5_000);
    expect(statistics.oldestWaitingMs).toBeLessThan(60_000);
    expect(statistics.waitingLong).toBe(0);
    const { since } = statistics.today as unknown as { since: string };
    expect(statistics.today).toEqual({
      since: expect.stringMatching(/T00:00:00/),
      // Midnight may have been since.
      completed: (await doneAt()) >= Date.parse(since) ? 1 : 0,
      failed: 0,
      stopped: 0,
    });
  });

  it.each(['Middle/Earth', '+01:00', ''])('statistics refuse the time zone %j', async (timeZone) => {
    await api.json(`/api/statistics?timeZone=${encodeURIComponent(timeZone)}`, { status: 400 });
  });

  it('GET /api/attention has nothing to tell while all goes well', async () => {
    expect(await api.json('/api/attention?limit=5')).toEqual([]);
    await api.json('/api/attention?limit=0', { status: 400 });
  });

  it.each([
    ['1h', 60_000, 60],
    ['24h', 1_800_000, 48],
    ['7d', 10_800_000, 56],
  ])('throughput of %s has buckets without gaps', async (window, bucketMs, count) => {
    type Bucket = { startsAt: string; completed: number };
    const { throughput } = await api.json<{ throughput: { buckets: Bucket[] } }>(`/api/statistics?window=${window}`);
    expect(throughput).toMatchObject({
      window,
      bucketMs,
      completed: 1,
      failed: 0,
      stopped: 0,
      p50DurationMs: expect.any(Number),
    });
    const starts = throughput.buckets.map((bucket) => Date.parse(bucket.startsAt));
    expect([count, count + 1]).toContain(starts.length);
    expect(starts.every((start, index) => index === 0 || start - (starts[index - 1] ?? 0) === bucketMs)).toBe(true);
    expect(starts.every((start) => start % bucketMs === 0)).toBe(true);
    expect(Date.now() - (starts.at(-1) ?? 0)).toBeLessThan(bucketMs + 5_000);
    // The next bucket may have begun since.
    const done = await doneAt();
    expect(throughput.buckets.find(({ startsAt }) => Date.parse(startsAt) > done - bucketMs)?.completed).toBe(1);
  });

  it('GET /api/processes gives the matrix of records and tasks', async () => {
    const matrix = await api.json<{ processTasks: Record<string, { status: string }[]> }>('/api/processes?sort=id');
    expect(matrix).toMatchObject({
      processes: [{ id: 'done' }, { id: 'idle' }, { id: 'runs' }, { id: 'waits' }],
      taskNames: ['test-1-1'],
      statistics: { byStatus: { PENDING: 1, IN_PROGRESS: 2, COMPLETED: 1 }, total: 4 },
    });
    const statuses = Object.entries(matrix.processTasks).map(([id, tasks]) => [id, tasks.map((task) => task.status)]);
    expect(Object.fromEntries(statuses)).toEqual({
      done: ['COMPLETED'],
      idle: [],
      runs: ['IN_PROGRESS'],
      waits: ['PENDING'],
    });
  });

  it('the matrix takes as many queries for many records as for one', async () => {
    const count = async (path: string) => {
      const query = jest.spyOn(Object.getPrototypeOf(api.engine.sql), 'query');
      await api.json(path);
      const { length } = query.mock.calls;
      query.mockRestore();
      return length;
    };
    // Active records: why they wait takes a query more than records that are at rest.
    const forOne = await count('/api/processes?status=IN_PROGRESS&limit=1');
    expect(forOne).toBeGreaterThan(2);
    expect(await count('/api/processes?status=IN_PROGRESS&limit=2')).toBe(forOne);
    expect(await count('/api/processes?limit=4')).toBe(forOne);
  });

  it('GET /api/scheduled-tasks gives the columns of the original, the version and what a row is for', async () => {
    const [held] = await api.json<Record<string, unknown>[]>('/api/scheduled-tasks?picked=true');
    expect(held).toEqual({
      taskName: 'process-task',
      taskInstance: expect.any(String),
      taskData: null,
      executionTime: expect.any(String),
      picked: true,
      pickedBy: 'alive',
      lastSuccess: null,
      lastFailure: null,
      consecutiveFailures: 0,
      lastHeartbeat: expect.any(String),
      version: expect.any(Number),
      priority: 0,
      state: 'running',
      processRecordId: 'runs',
      runId: expect.stringMatching(UUID),
      runNumber: 1,
      stepName: 'test-1-1',
      stepIndex: 0,
    });
  });

  it('/metrics sums what all workers counted, also those that are gone', async () => {
    for (const [id, count] of [
      ['alive', 3],
      ['long-gone', 4],
    ] as const) {
      const registry = new Registry();
      const attempts = new Counter({
        name: 'orchestrator_attempts_total',
        help: 'h',
        labelNames: ['outcome'],
        registers: [registry],
      });
      attempts.inc({ outcome: 'SUCCEEDED' }, count);
      const buckets = [1, 10];
      const durations = new Histogram({
        name: 'orchestrator_attempt_duration_seconds',
        help: 'h',
        buckets,
        registers: [registry],
      });
      durations.observe(count);
      const metrics = JSON.stringify(await registry.getMetricsAsJSON());
      await api.engine.rows('UPDATE worker SET metrics = $2 WHERE id = $1', [id, metrics]);
    }
    await api.engine.rows(`UPDATE worker SET metrics = '{"not":"metrics"}' WHERE id = 'stopped'`);
    await api.fetch('/process-records/nope');
    const response = await api.fetch('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const lines = (await response.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'orchestrator_database_up 1',
        'orchestrator_records{status="IN_PROGRESS"} 2',
        'orchestrator_records{status="FAILED"} 0',
        'orchestrator_running_tasks 1',
        'orchestrator_queue_depth 1',
        'orchestrator_workers_alive 2',
        'orchestrator_slots 12',
        'orchestrator_attempts_total{outcome="SUCCEEDED"} 7',
        'orchestrator_attempt_duration_seconds_bucket{le="10"} 2',
        'orchestrator_attempt_duration_seconds_sum 7',
        expect.stringMatching(
          /^http_request_duration_seconds_count\{method="GET",route="\/process-records\/:id",status="404"\} 1$/,
        ),
        expect.stringMatching(/^process_cpu_seconds_total /),
        expect.stringMatching(/^nodejs_eventloop_lag_p99_seconds /),
      ]),
    );
    const names = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('health', () => {
  it.each(['/health/live', '/health/ready'])('%s', async (path) => {
    expect(await api.json(path)).toEqual({ status: 'ok' });
  });
});
