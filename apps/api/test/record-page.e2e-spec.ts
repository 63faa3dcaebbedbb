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
  api.engine.leases.registerWorker({ id, host: 'host', pid: 1, concurrency, isolation: 'none' });

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
