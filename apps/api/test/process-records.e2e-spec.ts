import { ApiFixture } from './api-fixture';

interface ActionResult {
  success: boolean;
  message: string;
  processRecord: Record<string, unknown>;
  runId: string | null;
}

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const MOMENT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

const create = (body: Record<string, unknown>, status = 201) =>
  api.post<ActionResult>('/process-records', { type: 'single-task-process', ...body }, status);

describe('creating a record', () => {
  it('gives every field of the contract, null where there is nothing', async () => {
    const created = await create({ id: 'fields', inputData: { input_file: '/in' }, schedule: '0 3 * * *' });
    expect(created).toEqual({
      success: true,
      message: "Created process record 'fields'.",
      runId: null,
      processRecord: {
        id: 'fields',
        type: 'single-task-process',
        inputData: { input_file: '/in' },
        schedule: '0 3 * * *',
        timeZone: null,
        scheduleOptions: null,
        nextFireAt: expect.stringMatching(/T03:00:00\.000Z$/),
        schedulePausedAt: null,
        scheduleError: null,
        currentStatus: 'PENDING',
        currentTaskIndex: 0,
        totalTasks: 1,
        startedWhen: null,
        completedWhen: null,
        failedWhen: null,
        stoppedWhen: null,
        lastErrorMessage: null,
        triggeredBy: null,
        lastDurationMs: null,
        usualDurationMs: null,
        createdAt: MOMENT,
        updatedAt: MOMENT,
        latestRunId: null,
        waiting: null,
      },
    });
    expect(await api.json('/process-records/fields')).toEqual(created.processRecord);
  });

  it('makes a readable id when none is given', async () => {
    const { processRecord } = await create({});
    expect(processRecord.id).toMatch(/^single-task-process-[a-z0-9]{8}$/);
  });

  it('starts a run at once when asked to', async () => {
    const { runId, processRecord } = await create({ id: 'at-once', start: true });
    expect(runId).toEqual(UUID);
    expect(processRecord).toMatchObject({ currentStatus: 'IN_PROGRESS', latestRunId: runId, triggeredBy: 'admin' });
  });

  it('refuses a taken id', async () => {
    await create({ id: 'taken' });
    await create({ id: 'taken' }, 409);
  });

  it('makes one record of a hundred requests for the same id', async () => {
    const responses = await Promise.all(
      Array.from({ length: 100 }, () =>
        api.fetch('/process-records', { method: 'POST', body: { id: 'raced', type: 'single-task-process' } }),
      ),
    );
    const statuses = responses.map((response) => response.status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 99 }, () => 409)]);
  });
});

describe('changing a record', () => {
  it('changes what is given, clears what is null, leaves the rest', async () => {
    await create({ id: 'edited', inputData: { input_file: '/a' }, schedule: '0 3 * * *', timeZone: 'Europe/Berlin' });
    const change = { method: 'PUT', body: { schedule: null, type: 'two-task-process' } };
    const { processRecord } = await api.json<ActionResult>('/process-records/edited', change);
    expect(processRecord).toMatchObject({
      type: 'two-task-process',
      totalTasks: 2,
      inputData: { input_file: '/a' },
      schedule: null,
      nextFireAt: null,
      timeZone: 'Europe/Berlin',
    });
  });

  it('loses none of many changes at once', async () => {
    await create({ id: 'contended', schedule: '0 3 * * *' });
    const change = (body: Record<string, unknown>) => api.fetch('/process-records/contended', { method: 'PUT', body });
    const responses = await Promise.all([
      change({ inputData: { input_file: '/x' } }),
      change({ schedule: '0 4 * * *' }),
      change({ timeZone: 'Europe/Berlin' }),
      change({ type: 'three-task-process' }),
    ]);
    expect(responses.map((response) => response.status)).toEqual([200, 200, 200, 200]);
    expect(await api.json('/process-records/contended')).toMatchObject({
      inputData: { input_file: '/x' },
      schedule: '0 4 * * *',
      timeZone: 'Europe/Berlin',
      type: 'three-task-process',
    });
  });
});

describe('secret parameters', () => {
  beforeAll(async () => {
    const parameters = [{ name: 'token', secret: true, required: true }, { name: 'region' }];
    await api.post('/process-types', { name: 'with-secret', parameters, tasks: [{ name: 't', command: 'true' }] }, 201);
  });

  it('are masked in every answer and reach the run as they are', async () => {
    const inputData = { token: 's3cr3t-value', region: 'eu' };
    const masked = { token: '••••', region: 'eu' };
    const { runId, processRecord } = await create({ id: 'secretive', type: 'with-secret', inputData, start: true });
    expect(processRecord.inputData).toEqual(masked);
    const answers = await Promise.all(
      [
        '/process-records/secretive',
        '/process-records',
        '/process-records/secretive/runs',
        `/runs/${runId}`,
        '/api/processes',
        '/api/processes/secretive',
        '/api/scheduled-tasks',
      ].map(async (path) => (await api.fetch(path)).text()),
    );
    for (const answer of answers) expect(answer).not.toContain('s3cr3t-value');
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({ inputData: masked });
    const run = await api.engine.row('SELECT input_data FROM process_run WHERE id = $1', [runId]);
    expect(run.input_data).not.toContain('s3cr3t-value');
    expect(api.openInput('secretive', run.input_data)).toEqual(inputData);
  });

  it('keep their value when they are sent back masked', async () => {
    await create({ id: 'edited-secret', type: 'with-secret', inputData: { token: 'kept', region: 'eu' } });
    const body = { inputData: { token: '••••', region: 'us' } };
    await api.json('/process-records/edited-secret', { method: 'PUT', body });
    const row = await api.engine.row(`SELECT input_data FROM process_record WHERE id = 'edited-secret'`);
    expect(api.openInput('edited-secret', row.input_data)).toEqual({ token: 'kept', region: 'us' });
  });

  it('are not accepted masked in a new record', async () => {
    const refused = await create({ type: 'with-secret', inputData: { token: '••••' } }, 400);
    expect(refused).toMatchObject({ errors: [{ field: 'inputData.token' }] });
  });
});

describe('running a record', () => {
  /** Plays the worker for the step that was delivered: claims and ends the attempt. */
  const work = async (outcome: 'SUCCEEDED' | 'FAILED') => {
    const step = await api.engine.row(
      `SELECT task_instance AS "taskId", version FROM scheduled_tasks WHERE run_id = (
        SELECT latest_run_id FROM process_record WHERE id = 'runner')`,
    );
    const claimed = await api.engine.attempts.claim(step as { taskId: string; version: number }, 'worker-1');
    if (!claimed) throw new Error('nothing was claimed');
    const exitCode = outcome === 'SUCCEEDED' ? 0 : 3;
    const errorMessage = outcome === 'SUCCEEDED' ? null : 'exit code 3';
    await api.engine.attempts.end(claimed, { outcome, exitCode, signal: null, errorMessage, output: null });
  };

  it('starts, fails, resumes, stops; each refused in the wrong state; every run stays in the history', async () => {
    await create({ id: 'runner', type: 'two-task-process' });
    const act = (action: string, status = 200) =>
      api.post<ActionResult>(`/process-records/runner/${action}`, undefined, status);

    await act('stop', 409);
    await act('resume', 409);
    const first = await act('start');
    expect(first).toMatchObject({ success: true, message: "Started run 1 of 'runner'.", runId: UUID });
    await act('start', 409);
    await api.json('/process-records/runner', { method: 'DELETE', status: 409 });
    await work('SUCCEEDED');
    await work('FAILED');
    expect(await api.json('/process-records/runner')).toMatchObject({
      currentStatus: 'FAILED',
      currentTaskIndex: 1,
      lastErrorMessage: expect.stringContaining('test-2-2'),
    });

    const second = await act('resume');
    const detail = await api.json<{ tasks: Record<string, unknown>[] }>(`/runs/${second.runId}`);
    expect(detail).toMatchObject({
      runNumber: 2,
      trigger: 'resume',
      resumedFromRunId: first.runId,
      durationMs: expect.any(Number),
    });
    expect(detail.tasks.map((task) => task.status)).toEqual(['SKIPPED', 'PENDING']);
    expect(await act('stop')).toMatchObject({ runId: second.runId, processRecord: { currentStatus: 'STOPPED' } });
    await act('stop', 409);

    const runs = await api.json<{ runNumber: number }[]>('/process-records/runner/runs');
    expect(runs.map((run) => run.runNumber)).toEqual([2, 1]);
    expect(await api.json('/process-records/runner', { method: 'DELETE' })).toEqual({
      success: true,
      message: "Deleted process record 'runner'.",
    });
    await api.json('/process-records/runner', { status: 404 });
    expect(await api.engine.rows(`SELECT FROM process_run WHERE process_record_id = 'runner'`)).toEqual([]);
  });

  it('shows tasks with every field of the contract', async () => {
    const { runId } = await create({ id: 'shown', type: 'single-task-process', start: true });
    const { process, tasks } = await api.json<{ process: object; tasks: { id: string }[] }>('/api/processes/shown');
    expect(process).toMatchObject({ id: 'shown', latestRunId: runId });
    const [task] = tasks;
    if (!task) throw new Error('there is no task');
    expect(task).toEqual({
      id: UUID,
      processRecordId: 'shown',
      runId,
      taskIndex: 0,
      taskName: 'test-1-1',
      status: 'PENDING',
      command: expect.any(String),
      workingDirectory: null,
      timeoutMinutes: 5,
      retryCount: 0,
      maxRetries: 0,
      startedAt: null,
      completedAt: null,
      durationMs: null,
      errorMessage: null,
      exitCode: null,
      signal: null,
      output: null,
      outputTruncated: false,
      metadata: {},
      attempts: [],
      waiting: expect.objectContaining({ reason: 'no-live-worker' }),
    });
    // Its own page says the same, and more.
    expect(await api.json(`/api/task-details/${task.id}`)).toMatchObject(task);
  });

  it('leaves the output of tasks out when it is not wanted', async () => {
    await api.engine.rows(`UPDATE tasks SET output = 'text' WHERE process_record_id = 'shown'`);
    const { runId } = await api.post<ActionResult>('/process-records/shown/stop');
    for (const path of ['/api/processes/shown', `/runs/${runId}`]) {
      expect(await api.json(path)).toMatchObject({ tasks: [{ output: 'text' }] });
      expect(await api.json(`${path}?output=false`)).toMatchObject({ tasks: [{ output: null }] });
      await api.json(`${path}?output=no`, { status: 400 });
    }
  });
});

describe('Idempotency-Key', () => {
  const start = (id: string, key: string) =>
    api.fetch(`/process-records/${id}/start`, { method: 'POST', headers: { 'Idempotency-Key': key } });

  it('makes one run of fifty requests with the same key, and gives it to all', async () => {
    await create({ id: 'idempotent' });
    const responses = await Promise.all(Array.from({ length: 50 }, () => start('idempotent', 'key-1')));
    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
    const bodies = await Promise.all(responses.map((response) => response.json() as Promise<ActionResult>));
    expect(new Set(bodies.map((body) => body.runId)).size).toBe(1);
    expect(await api.json('/process-records/idempotent/runs')).toHaveLength(1);
  });

  it('does not stand for another key or another record', async () => {
    await create({ id: 'other-record' });
    expect((await start('idempotent', 'key-2')).status).toBe(409);
    expect((await start('other-record', 'key-1')).status).toBe(200);
  });

  it.each([
    ['', 400],
    ['x'.repeat(255), 200],
    ['x'.repeat(256), 400],
  ])('takes 1 to 255 characters', async (key, status) => {
    const { processRecord } = await create({});
    expect((await start(String(processRecord.id), key)).status).toBe(status);
  });
});
