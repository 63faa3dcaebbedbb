import { FAILURE, SUCCESS } from '@app/testing';
import { ApiFixture } from './api-fixture';

interface Started {
  readonly runId: string;
}

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

const create = (body: Record<string, unknown>) => api.post<Started>('/process-records', body, 201);

const worker = (id: string, concurrency: number) =>
  api.engine.leases.registerWorker({ id, host: 'host', pid: 1, concurrency, isolation: 'none', version: '1.0.0' });

describe('why a run waits', () => {
  afterAll(() => api.engine.rows('DELETE FROM worker'));

  it('is said of the record, the run and the task, alone and in lists', async () => {
    const { runId } = await create({ id: 'waits', type: 'two-task-process', start: true });
    const [first, second] = (await api.json<{ tasks: { id: string }[] }>(`/runs/${runId}`)).tasks;
    const waiting = {
      taskId: first?.id,
      reason: 'no-live-worker',
      message: 'No worker is alive.',
      since: expect.any(String),
      until: null,
      ahead: null,
      slots: null,
      runsAgain: true,
    };
    const tasks = [{ waiting }, { waiting: null }];
    expect(await api.json('/process-records/waits')).toMatchObject({ waiting });
    expect(await api.json('/process-records?search=waits')).toMatchObject([{ waiting }]);
    expect(await api.json('/process-records/waits/runs')).toMatchObject([{ waiting }]);
    expect(await api.json(`/runs/${runId}`)).toMatchObject({ waiting, tasks });
    expect(await api.json('/api/processes/waits')).toMatchObject({ process: { waiting }, tasks });
    expect(await api.json('/api/processes?search=waits')).toMatchObject({ processes: [{ waiting }] });
    expect(await api.json(`/api/task-details/${first?.id}`)).toMatchObject({ waiting });
    expect(await api.json(`/api/task-details/${second?.id}`)).toMatchObject({ waiting: null });

    await worker('living', 1);
    expect(await api.json('/process-records/waits')).toMatchObject({ waiting: { reason: 'delivering' } });
    await api.post('/process-records/waits/stop');
    expect(await api.json('/process-records/waits')).toMatchObject({ waiting: null });
  });
});

/** Plays the worker: ends the attempt that is due next. */
async function end(result: typeof SUCCESS): Promise<void> {
  const [step] = await api.engine.rows('SELECT task_instance, version FROM scheduled_tasks WHERE run_id IS NOT NULL');
  const held = await api.engine.attempts.claim(
    { taskId: String(step?.task_instance), version: Number(step?.version) },
    'worker-1',
  );
  if (!held) throw new Error('the claim was lost');
  await api.engine.attempts.end(held, result);
}

interface Preview {
  readonly tasks: readonly { readonly name: string; readonly kept: boolean; readonly changed: boolean }[];
}

describe('what a start or resume would do', () => {
  const type = (second: string, names = ['prepare', 'verify', 'ship']) => ({
    name: 'previewed-type',
    parameters: [{ name: 'region' }],
    tasks: names.map((name, index) => ({ name, command: index === 1 ? second : 'true' })),
  });
  const preview = (action: string) => api.json<Preview>(`/process-records/previewed/run-preview?action=${action}`);
  const changeType = async (body: object): Promise<void> => {
    const headers = { 'If-Match': '*' };
    await api.json('/process-types/previewed-type', { method: 'PUT', body, headers });
  };

  beforeAll(async () => {
    await api.post('/process-types', type('false'), 201);
    await create({ id: 'previewed', type: 'previewed-type' });
  });

  it('is a first run from the first task, and no resume', async () => {
    const tasks = ['prepare', 'verify', 'ship'].map((name, index) => {
      return { index, name, kept: false, keptFromRunId: null, changed: false };
    });
    const unchanged = { issues: [], lastRunNumber: null, lastTypeVersion: null, typeChanged: false };
    expect(await preview('start')).toEqual({
      ...unchanged,
      action: 'start',
      refusal: null,
      typeVersion: 1,
      inputChanged: false,
      tasks,
    });
    expect(await preview('resume')).toMatchObject({
      refusal: "Record 'previewed' cannot be resumed: only a failed or stopped run can.",
      typeVersion: null,
      tasks: [],
    });
    await api.json('/process-records/nobody/run-preview?action=start', { status: 404 });
    await api.json('/process-records/previewed/run-preview?action=stop', { status: 400 });
    await api.json('/process-records/previewed/run-preview', { status: 400 });
  });

  it('keeps what was finished, and says what changed since', async () => {
    const { runId } = await api.post<Started>('/process-records/previewed/start');
    expect(await preview('start')).toMatchObject({ refusal: expect.stringContaining('is running already') });
    await end(SUCCESS);
    await end(FAILURE);
    expect(await preview('resume')).toMatchObject({
      lastRunNumber: 1,
      typeChanged: false,
      tasks: [{ kept: true, keptFromRunId: runId }, { kept: false, changed: false }, { kept: false }],
    });

    await changeType(type('true'));
    await api.json('/process-records/previewed', { method: 'PUT', body: { inputData: { region: 'eu' } } });
    const changed = { typeVersion: 2, lastTypeVersion: 1, typeChanged: true, inputChanged: true };
    const resume = await preview('resume');
    expect(resume).toMatchObject(changed);
    expect(resume.tasks.map(({ name, kept, changed: is }) => [name, kept, is])).toEqual([
      ['prepare', true, false],
      ['verify', false, true],
      ['ship', false, false],
    ]);
    expect(await preview('start')).toMatchObject({ ...changed, tasks: [{ kept: false }, {}, {}] });

    // What it says is what happens.
    const resumed = await api.post<Started>('/process-records/previewed/resume');
    const { tasks } = await api.json<{ tasks: { status: string }[] }>(`/runs/${resumed.runId}`);
    expect(tasks.map(({ status }) => status)).toEqual(['SKIPPED', 'PENDING', 'PENDING']);
    await end(FAILURE);
  });

  it('is refused where a kept task is no longer the same', async () => {
    await changeType(type('true', ['fetch', 'verify', 'ship']));
    expect(await preview('resume')).toMatchObject({ refusal: expect.stringContaining("changed at task 'prepare'") });
  });
});

describe('runs side by side', () => {
  it('has a column for each run, newest first, and a row for each task of any of them', async () => {
    const grid = await api.json<{ runs: { cells: object[] }[] }>('/process-records/previewed/run-grid');
    expect(grid).toMatchObject({
      taskNames: ['prepare', 'verify', 'ship'],
      runs: [
        {
          runNumber: 2,
          status: 'FAILED',
          trigger: 'resume',
          typeVersion: 2,
          cells: [
            { taskName: 'prepare', status: 'SKIPPED', attempts: 0, durationMs: null },
            { taskName: 'verify', status: 'FAILED', attempts: 1, durationMs: expect.any(Number) },
            { taskName: 'ship', status: 'PENDING' },
          ],
        },
        { runNumber: 1, trigger: 'manual', cells: [{ status: 'COMPLETED' }, { status: 'FAILED' }, {}] },
      ],
    });
  });

  it('comes in pages', async () => {
    const first = await api.fetch('/process-records/previewed/run-grid?limit=1');
    expect(first.headers.get('X-Total-Count')).toBe('2');
    const link = /<([^>]+)>/.exec(first.headers.get('Link') ?? '')?.[1] ?? '';
    expect(await api.json(link)).toMatchObject({ runs: [{ runNumber: 1 }] });
    await api.json('/process-records/nobody/run-grid', { status: 404 });
    await api.json('/process-records/previewed/run-grid?cursor=x', { status: 400 });
  });
});

describe('what a run was made of', () => {
  const definitionOf = (runId: string | undefined) => api.json<Record<string, unknown>>(`/runs/${runId}/definition`);

  it('is the version and the input that it began with, whatever they are now', async () => {
    const runs = await api.json<{ id: string }[]>('/process-records/previewed/runs');
    expect(await definitionOf(runs[1]?.id)).toEqual({
      runId: runs[1]?.id,
      runNumber: 1,
      type: 'previewed-type',
      typeVersion: 1,
      currentVersion: 3,
      parameters: [{ name: 'region', description: null, value: null, source: 'none', secret: false }],
      inputYaml: '',
      definitionYaml: expect.stringContaining('command: "false"'),
    });
    expect(await definitionOf(runs[0]?.id)).toMatchObject({
      typeVersion: 2,
      parameters: [{ name: 'region', value: 'eu', source: 'given' }],
      inputYaml: 'region: eu\n',
    });
    await api.json('/runs/nothing/definition', { status: 404 });
  });

  it('has defaults, and no secrets', async () => {
    const parameters = [
      { name: 'token', secret: true },
      { name: 'batch', type: 'number', default: 50 },
    ];
    await api.post(
      '/process-types',
      { name: 'secretive-type', parameters, tasks: [{ name: 't', command: 'true' }] },
      201,
    );
    const inputData = { token: 's3cr3t-value' };
    const { runId } = await create({ id: 'secretive', type: 'secretive-type', inputData, start: true });
    const definition = await definitionOf(runId);
    expect(definition).toMatchObject({
      parameters: [
        { name: 'token', value: '••••', source: 'given', secret: true },
        { name: 'batch', value: 50, source: 'default', secret: false },
      ],
      inputYaml: 'token: ••••\nbatch: 50\n',
    });
    expect(JSON.stringify(definition)).not.toContain('s3cr3t');
  });
});
