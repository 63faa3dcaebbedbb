import { FAILURE, SUCCESS } from '@app/testing';
import { ApiFixture } from './api-fixture';

let api: ApiFixture;

interface Row {
  taskName: string;
  taskInstance: string;
  executionTime: string;
  state: string;
  version: number;
  consecutiveFailures: number;
  processRecordId: string | null;
  stepName: string | null;
  taskData: string | null;
}

interface Detail extends Row {
  command: string | null;
  errorMessage: string | null;
  waiting: { reason: string } | null;
  refusals: Record<'runNow' | 'reschedule' | 'delete', string | null>;
}

interface Execution {
  taskName: string;
  taskInstance: string;
  attempt: number | null;
  outcome: string | null;
  errorMessage: string | null;
  durationMs: number | null;
  processRecordId: string | null;
  runNumber: number | null;
  stepName: string | null;
  workerId: string | null;
}

const HOUR_MS = 3_600_000;
const LIST = '/api/scheduled-tasks';
const by = { triggeredBy: 'test' };

const stepOf = async (recordId: string): Promise<Row> => {
  const [row] = await api.json<Row[]>(`${LIST}?search=${recordId}&exact=true&taskName=process-task`);
  if (row === undefined) throw new Error(`${recordId} has no row`);
  return row;
};
const pathOf = (row: Pick<Row, 'taskName' | 'taskInstance'>) => `${LIST}/${row.taskName}/${row.taskInstance}`;
const claim = async (recordId: string, worker = 'worker-a') => {
  const { taskInstance, version } = await stepOf(recordId);
  const held = await api.engine.attempts.claim({ taskId: taskInstance, version }, worker);
  if (held === null) throw new Error(`${recordId} could not be claimed`);
  return held;
};
const start = async (id: string, type: string) => {
  await api.engine.saveRecord(id, type, 1);
  await api.engine.runs.start(id, by);
};
/** Starts a record whose first attempt fails, so that the next one is an hour away. */
const startFailing = async (id: string) => {
  await start(id, 'retrying');
  await api.engine.attempts.end(await claim(id), FAILURE);
};
const ids = async (query: string) =>
  (await api.json<Row[]>(`${LIST}?${query}`)).map((row) => row.processRecordId ?? row.taskInstance);

beforeAll(async () => {
  api = await ApiFixture.start();
  await api.engine.saveType('retrying', [{ maxRetries: 3, retryDelayMs: HOUR_MS, command: 'make report' }]);
  await start('waits', 'retrying');
  await start('runs', 'retrying');
  await claim('runs', 'worker-b');
  await startFailing('fails');
  await api.post('/process-records', { id: 'nightly', type: 'single-task-process', schedule: '0 3 1 1 *' }, 201);
  await api.engine.rows(
    `INSERT INTO scheduled_tasks (task_name, task_instance, execution_time)
     VALUES ('maintenance', 'sweep', now() + interval '30 minutes')`,
  );
});
afterAll(() => api.close());

describe('the list', () => {
  it('tells what each row is for', async () => {
    expect(await stepOf('fails')).toMatchObject({
      taskName: 'process-task',
      state: 'failed',
      consecutiveFailures: 1,
      processRecordId: 'fails',
      runNumber: 1,
      stepName: 'task-0',
      stepIndex: 0,
    });
  });

  it.each([
    ['state=scheduled', ['maintenance', 'nightly', 'waits']],
    ['state=running', ['runs']],
    ['state=failed', ['fails']],
    ['taskName=maintenance', ['maintenance']],
    ['taskNamePart=SCHED', ['nightly']],
    ['search=IGHT', ['nightly']],
    ['search=ail', ['fails']],
    ['search=ail&exact=true', []],
    ['search=fails&exact=true', ['fails']],
    ['search=nightly&exact=true', ['nightly']],
    ['search=100%25', []],
    ['due=true&picked=false', ['waits']],
  ])('%s', async (query, expected) => {
    const found = (await ids(query)).map((id) => (id === 'sweep' ? 'maintenance' : id));
    expect(found.toSorted()).toEqual(expected);
    const response = await api.fetch(`${LIST}?${query}`);
    expect(response.headers.get('x-total-count')).toBe(String(expected.length));
  });

  it('is restricted to a range of time', async () => {
    const from = new Date(Date.now() + 1_000).toISOString();
    const to = new Date(Date.now() + 2 * HOUR_MS).toISOString();
    expect(await ids(`from=${from}&to=${to}`)).toEqual(['sweep', 'fails']);
  });

  it.each(['executionTime', 'taskName', 'taskInstance', 'failures'])(
    'by %s has the same rows page by page in both directions, and none twice',
    async (sort) => {
      const all = (await api.json<Row[]>(`${LIST}?sort=${sort}`)).map((row) => row.taskInstance);
      expect(all).toHaveLength(5);
      for (const [order, expected] of [
        [sort, all],
        [`-${sort}`, all.toReversed()],
      ] as const) {
        const paged: string[] = [];
        let path: string | null = `${LIST}?sort=${order}&limit=1`;
        while (path !== null) {
          const response: Response = await api.fetch(path);
          paged.push(...((await response.json()) as Row[]).map((row) => row.taskInstance));
          path = /<([^>]+)>/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
        }
        expect(paged).toEqual(expected);
      }
    },
  );

  it('is counted by name and state', async () => {
    expect(await api.json(`${LIST}/groups`)).toEqual({
      groups: [
        { taskName: 'maintenance', total: 1, scheduled: 1, running: 0, failed: 0 },
        { taskName: 'process-schedule', total: 1, scheduled: 1, running: 0, failed: 0 },
        { taskName: 'process-task', total: 3, scheduled: 1, running: 1, failed: 1 },
      ],
      dataShown: true,
      actionsAllowed: true,
    });
  });

  it.each(['state=PICKED', 'sort=version', 'from=yesterday', 'exact=maybe', 'colour=red'])('refuses %s', (query) =>
    api.json(`${LIST}?${query}`, { status: 400 }),
  );
});

describe('one row', () => {
  it('of a step says its command, why it waits, and what failed last', async () => {
    const detail = await api.json<Detail>(pathOf(await stepOf('fails')));
    expect(detail).toMatchObject({
      command: 'make report',
      errorMessage: FAILURE.errorMessage,
      waiting: { reason: 'backoff' },
      refusals: { runNow: null, reschedule: null, delete: null },
    });
  });

  it('says why it cannot be changed', async () => {
    const running = await api.json<Detail>(pathOf(await stepOf('runs')));
    expect(running.refusals).toEqual({
      runNow: expect.stringContaining('worker-b'),
      reschedule: expect.stringContaining('worker-b'),
      delete: null,
    });
    const { refusals } = await api.json<Detail>(`${LIST}/process-schedule/nightly`);
    expect(refusals).toEqual({
      runNow: null,
      reschedule: expect.stringContaining('schedule'),
      delete: expect.stringContaining('pause'),
    });
  });

  it('that is not there is a 404', () => api.json(`${LIST}/maintenance/nothing`, { status: 404 }));
});

describe('actions', () => {
  it('run now lets a waiting step be claimed, and only once is it moved', async () => {
    await startFailing('hurry');
    const row = await stepOf('hurry');
    await api.post(`${pathOf(row)}/run-now`, { version: row.version });
    const moved = await stepOf('hurry');
    expect([moved.version, new Date(moved.executionTime) <= new Date(Date.now() + 1_000)]).toEqual([
      row.version + 1,
      true,
    ]);
    await api.post(`${pathOf(row)}/run-now`, { version: row.version }, 412);
    // It is due already: nothing changes.
    await api.post(`${pathOf(row)}/run-now`);
    expect((await stepOf('hurry')).version).toBe(moved.version);
    await api.engine.attempts.end(await claim('hurry'), SUCCESS);
  });

  it('run now of what was picked or has ended meanwhile is a 404 that says which', async () => {
    await start('late', 'retrying');
    const row = await stepOf('late');
    const held = await claim('late', 'worker-c');
    const picked = await api.post<{ detail: string }>(`${pathOf(row)}/run-now`, { version: row.version }, 404);
    expect(picked.detail).toContain('picked meanwhile, by worker worker-c');
    await api.engine.attempts.end(held, SUCCESS);
    const ended = await api.post<{ detail: string }>(`${pathOf(row)}/run-now`, { version: row.version }, 404);
    expect(ended.detail).toContain('not in the work list');
  });

  it('reschedule moves a step, and a step that was moved away is not claimed by its old delivery', async () => {
    await start('later', 'retrying');
    const row = await stepOf('later');
    const executionTime = new Date(Date.now() + 5 * HOUR_MS).toISOString();
    await api.post(`${pathOf(row)}/reschedule`, { version: row.version, executionTime });
    expect((await stepOf('later')).executionTime).toBe(executionTime);
    expect(await api.engine.attempts.claim({ taskId: row.taskInstance, version: row.version }, 'w')).toBeNull();
    await api.post(`${pathOf(row)}/reschedule`, { executionTime: 'tomorrow' }, 400);
    await api.post(`${pathOf(row)}/reschedule`, {}, 400);
  });

  it('run now of a schedule starts a run by hand and keeps its next fire', async () => {
    const before = await api.json<Row>(`${LIST}/process-schedule/nightly`);
    await api.post(`${pathOf(before)}/run-now`, { version: before.version });
    const [run] = await api.json<{ trigger: string; triggeredBy: string }[]>('/process-records/nightly/runs');
    expect(run).toMatchObject({ trigger: 'manual', triggeredBy: 'admin' });
    expect((await api.json<Row>(`${LIST}/process-schedule/nightly`)).executionTime).toBe(before.executionTime);
    await api.post('/process-records/nightly/stop');
  });

  it('delete stops the run, and refuses what it was not meant for', async () => {
    await start('goes', 'retrying');
    const row = await stepOf('goes');
    await api.json(`${pathOf(row)}?version=${row.version + 1}`, { method: 'DELETE', status: 412 });
    await api.json(`${pathOf(row)}?version=${row.version}`, { method: 'DELETE' });
    expect(await api.json('/process-records/goes')).toMatchObject({ currentStatus: 'STOPPED' });
    await api.json(pathOf(row), { method: 'DELETE', status: 404 });
    await api.json(`${LIST}/process-schedule/nightly`, { method: 'DELETE', status: 409 });
    await api.json(`${LIST}/maintenance/sweep`, { method: 'DELETE', status: 409 });
  });

  it('a first step that is held back for an earlier command is not moved', async () => {
    await start('held', 'retrying');
    await claim('held');
    await api.post('/process-records/held/stop');
    await api.engine.runs.start('held', by);
    const row = await stepOf('held');
    await api.post(`${pathOf(row)}/run-now`, undefined, 409);
    await api.post(`${pathOf(row)}/reschedule`, { executionTime: new Date().toISOString() }, 409);
    expect((await stepOf('held')).version).toBe(row.version);
  });

  it('a click and a claim at the same moment have one winner', async () => {
    await start('raced', 'retrying');
    const { taskInstance, version } = await stepOf('raced');
    const executionTime = new Date(Date.now() + HOUR_MS).toISOString();
    const [answer, held] = await Promise.all([
      api.fetch(`${LIST}/process-task/${taskInstance}/reschedule`, {
        method: 'POST',
        body: { version, executionTime },
      }),
      api.engine.attempts.claim({ taskId: taskInstance, version }, 'worker-a'),
    ]);
    expect(answer.status).toBe(held === null ? 200 : 404);
    await api.json(`${LIST}/process-task/${taskInstance}`, { method: 'DELETE' });
  });

  it('run-failed lets all that wait after a failure run, and nothing else', async () => {
    await startFailing('failed-1');
    await startFailing('failed-2');
    const waiting = await stepOf('later');
    expect(await api.post(`${LIST}/run-failed`, { taskName: 'process-schedule' })).toMatchObject({ count: 0 });
    // Also the one of the first tests.
    expect(await api.post(`${LIST}/run-failed`, { taskName: 'process-task' })).toMatchObject({ count: 3 });
    expect((await ids('state=failed&due=true')).toSorted()).toEqual(['failed-1', 'failed-2', 'fails']);
    expect((await stepOf('later')).version).toBe(waiting.version);
  });
});

describe('the history', () => {
  const history = (query = '') => api.json<Execution[]>(`${LIST}/history?${query}`);

  beforeAll(async () => {
    await start('done', 'retrying');
    await api.engine.attempts.end(await claim('done', 'worker-d'), SUCCESS);
    await api.engine.rows(
      `INSERT INTO maintenance_round (job, started_at, completed_at, error_message)
       VALUES ('retention', now() - interval '2 seconds', now(), 'no room'), ('sweep', now() - interval '1 second', now(), NULL)`,
    );
    await api.engine.rows(
      `INSERT INTO schedule_fire (process_record_id, fire_at, last_fire_at, due_at, decided_at, outcome, reason)
       SELECT 'nightly', at, at, at, now() - interval '3 seconds', 'SKIPPED', 'paused'
       FROM generate_series(now() - interval '3 hours', now() - interval '1 hour', interval '1 hour') at`,
    );
  });

  it('has attempts, fires and rounds of maintenance', async () => {
    const [attempt] = await history('search=done&exact=true');
    expect(attempt).toMatchObject({
      taskName: 'process-task',
      attempt: 1,
      outcome: 'SUCCEEDED',
      processRecordId: 'done',
      runNumber: 1,
      stepName: 'task-0',
      workerId: 'worker-d',
      durationMs: expect.any(Number),
    });
    expect(await history('taskName=maintenance&outcome=FAILED')).toEqual([
      expect.objectContaining({ taskInstance: 'retention', errorMessage: 'no room', durationMs: 2_000 }),
    ]);
    expect((await history('search=NIGHT&taskName=process-schedule')).map(({ outcome }) => outcome)).toEqual([
      'SKIPPED',
      'SKIPPED',
      'SKIPPED',
    ]);
  });

  it('is filtered by outcome, id and time', async () => {
    const failed = await history('outcome=FAILED&taskName=process-task');
    expect(new Set(failed.map(({ processRecordId }) => processRecordId))).toEqual(
      new Set(['fails', 'hurry', 'failed-1', 'failed-2']),
    );
    const { taskInstance } = await stepOf('fails');
    expect(await history(`search=${taskInstance}&exact=true`)).toHaveLength(1);
    expect(await history(`search=${taskInstance.slice(0, 30)}`)).toHaveLength(1);
    expect(await history(`to=${new Date(Date.now() - HOUR_MS).toISOString()}`)).toEqual([]);
    expect(await history('outcome=SUCCEEDED&search=late')).toMatchObject([{ processRecordId: 'late' }]);
    await api.json(`${LIST}/history?outcome=GOOD`, { status: 400 });
  });

  it('is the same page by page, also where several have one moment', async () => {
    const all = await history();
    const paged: Execution[] = [];
    let path: string | null = `${LIST}/history?limit=2`;
    while (path !== null) {
      const response: Response = await api.fetch(path);
      paged.push(...((await response.json()) as Execution[]));
      path = /<([^>]+)>/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(10);
  });
});

describe('with hidden data and without actions', () => {
  let closed: ApiFixture;
  beforeAll(async () => {
    closed = await ApiFixture.start({ environment: { WORK_LIST_DATA: 'hidden', WORK_LIST_ACTIONS: 'off' } });
    await closed.engine.rows(
      `INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time)
       VALUES ('maintenance', 'sweep', 'secret', now())`,
    );
  });
  afterAll(() => closed.close());

  it('gives neither data nor changes, and says so', async () => {
    const [row] = await closed.json<Row[]>(LIST);
    expect(row).toMatchObject({ taskInstance: 'sweep', taskData: null });
    expect(await closed.json(`${LIST}/maintenance/sweep`)).toMatchObject({ taskData: null, command: null });
    expect(await closed.json(`${LIST}/groups`)).toMatchObject({ dataShown: false, actionsAllowed: false });
    await closed.post(`${LIST}/maintenance/sweep/run-now`, {}, 403);
    await closed.post(`${LIST}/maintenance/sweep/reschedule`, { executionTime: new Date().toISOString() }, 403);
    await closed.post(`${LIST}/run-failed`, { taskName: 'maintenance' }, 403);
    await closed.json(`${LIST}/maintenance/sweep`, { method: 'DELETE', status: 403 });
  });
});
