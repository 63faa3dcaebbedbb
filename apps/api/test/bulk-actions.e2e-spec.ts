import { ApiFixture } from './api-fixture';

interface Results {
  action: string;
  succeeded: number;
  failed: number;
  results: { id: string; success: boolean; status?: number; detail?: string }[];
}

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

const create = (id: string, start = false) =>
  api.post('/process-records', { id, type: 'two-task-process', start }, 201);
const bulk = (action: string, ids: readonly string[]) => api.post<Results>('/process-records/bulk', { action, ids });
const statusOf = async (id: string) => (await api.json(`/process-records/${id}`)).currentStatus;

it('stops what runs, and says for each of the others why not', async () => {
  await Promise.all([create('stop-a', true), create('stop-b', true), create('stop-idle')]);
  const stopped = await bulk('stop', ['stop-a', 'stop-idle', 'missing', '../etc', 'stop-b']);
  expect(stopped).toEqual({
    action: 'stop',
    succeeded: 2,
    failed: 3,
    results: [
      { id: 'stop-a', success: true },
      { id: 'stop-idle', success: false, status: 409, detail: expect.stringContaining('stop-idle') },
      { id: 'missing', success: false, status: 404, detail: "No process record with id 'missing' exists." },
      { id: '../etc', success: false, status: 404, detail: expect.any(String) },
      { id: 'stop-b', success: true },
    ],
  });
  expect(await Promise.all(['stop-a', 'stop-b', 'stop-idle'].map(statusOf))).toEqual(['STOPPED', 'STOPPED', 'PENDING']);
});

it('starts, resumes and deletes as the single requests do', async () => {
  await Promise.all([create('many-1'), create('many-2')]);
  const ids = ['many-1', 'many-2'];
  expect(await bulk('start', ids)).toMatchObject({ succeeded: 2, failed: 0 });
  expect(await bulk('delete', ids)).toMatchObject({ succeeded: 0, failed: 2 });
  expect(await bulk('stop', ids)).toMatchObject({ succeeded: 2 });
  expect(await bulk('resume', ids)).toMatchObject({ succeeded: 2 });
  const [latest] = await api.json<{ trigger: string; triggeredBy: string }[]>('/process-records/many-1/runs');
  expect(latest).toMatchObject({ trigger: 'resume', triggeredBy: 'admin' });
  await bulk('stop', ids);
  expect(await bulk('delete', ids)).toMatchObject({ succeeded: 2, failed: 0 });
  await api.json('/process-records/many-1', { status: 404 });
});

it('pauses and resumes schedules, which lists tell apart', async () => {
  await Promise.all([
    api.post('/process-records', { id: 'timed', type: 'two-task-process', schedule: '0 3 * * *' }, 201),
    create('untimed'),
  ]);
  const paused = await bulk('pause-schedule', ['timed', 'untimed', 'missing']);
  expect(paused.results).toMatchObject([{ success: true }, { status: 409 }, { status: 404 }]);
  const listed = async (state: string) =>
    (await api.json<{ id: string }[]>(`/process-records?scheduleState=${state}`)).map(({ id }) => id);
  expect(await listed('paused')).toEqual(['timed']);
  expect(await listed('error')).toEqual([]);
  expect(await bulk('resume-schedule', ['timed'])).toMatchObject({ succeeded: 1 });
  expect(await listed('paused')).toEqual([]);
  expect(await listed('scheduled')).toEqual(['timed']);
});

it('repeated with the same Idempotency-Key makes no second run', async () => {
  const ids = ['once-1', 'once-2'];
  await Promise.all(ids.map((id) => create(id)));
  const start = (key: string) =>
    api.json<Results>('/process-records/bulk', {
      method: 'POST',
      body: { action: 'start', ids },
      headers: { 'Idempotency-Key': key },
    });
  expect(await start('night-1')).toMatchObject({ succeeded: 2 });
  expect(await start('night-1')).toMatchObject({ succeeded: 2 });
  expect(await start('night-2')).toMatchObject({ succeeded: 0, failed: 2 });
  for (const id of ids) expect(await api.json(`/process-records/${id}/runs`)).toHaveLength(1);
});

it('does a thousand in one request, each exactly once', async () => {
  await api.engine.rows(
    `INSERT INTO process_record (id, type, total_tasks) SELECT 'mass-' || n, 'single-task-process', 1
     FROM generate_series(1, 1000) n`,
  );
  const ids = Array.from({ length: 1000 }, (_, index) => `mass-${index + 1}`);
  const { results, ...counts } = await bulk('start', ids);
  expect(counts).toEqual({ action: 'start', succeeded: 1000, failed: 0 });
  expect(results.map((result) => result.id)).toEqual(ids);
  const [row] = await api.engine.rows(
    `SELECT count(*) AS runs, count(DISTINCT process_record_id) AS records FROM process_run
     WHERE process_record_id LIKE 'mass-%'`,
  );
  expect(row).toEqual({ runs: 1000, records: 1000 });
});

it.each<[string, unknown, string[]]>([
  ['no body', {}, ['action', 'ids']],
  ['an unknown action', { action: 'pause', ids: ['a'] }, ['action']],
  ['no ids', { action: 'stop', ids: [] }, ['ids']],
  ['too many ids', { action: 'stop', ids: Array.from({ length: 1001 }, (_, index) => `r${index}`) }, ['ids']],
  ['an id twice', { action: 'stop', ids: ['a', 'a'] }, ['ids']],
  ['ids that are no text', { action: 'stop', ids: [1] }, ['ids']],
  ['one id instead of a list', { action: 'stop', ids: 'a' }, ['ids']],
  ['an unknown field', { action: 'stop', ids: ['a'], force: true }, ['force']],
])('refuses %s', async (_, body, fields) => {
  const problem = await api.json<{ errors: { field: string }[] }>('/process-records/bulk', {
    method: 'POST',
    body,
    status: 400,
  });
  expect([...new Set(problem.errors.map(({ field }) => field))].sort()).toEqual(fields);
});
