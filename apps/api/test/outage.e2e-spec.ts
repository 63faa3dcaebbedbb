import { LiveEventFeed } from '@app/live-events';
import { eventually } from '@app/testing';
import { ApiFixture } from './api-fixture';
import { DatabaseProxy } from './database-proxy';
import { EventReader } from './event-reader';

let api: ApiFixture;
let proxy: DatabaseProxy;

beforeAll(async () => {
  api = await ApiFixture.start({
    queryTimeoutMs: 3_000,
    databaseUrl: async (url) => {
      proxy = await DatabaseProxy.start(url);
      return proxy.url;
    },
  });
  await api.post('/process-records', { id: 'present', type: 'single-task-process', start: true }, 201);
});
afterEach(async () => {
  proxy.restore();
  await eventually('ready again', async () => (await api.fetch('/health/ready')).ok);
});
afterAll(async () => {
  await api.close();
  await proxy.close();
});

const PATHS = [
  '/process-records',
  '/process-records/present',
  '/api/processes',
  '/api/statistics',
  '/api/workers',
  '/process-types',
  '/api/events',
];

it('while the database is away, requests get 503 and when to try again; then all is as before', async () => {
  const before = await api.json('/process-records');
  proxy.refuse();
  for (const path of PATHS) {
    const response = await api.fetch(path);
    expect([path, response.status]).toEqual([path, 503]);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const body = { id: 'lost', type: 'single-task-process' };
  expect((await api.fetch('/process-records', { method: 'POST', body })).status).toBe(503);
  expect((await api.fetch('/process-records/present/stop', { method: 'POST' })).status).toBe(503);
  proxy.restore();
  await eventually('ready again', async () => (await api.fetch('/health/ready')).ok);
  expect(await api.json('/process-records')).toEqual(before);
});

it('wrong requests are still said to be wrong', async () => {
  proxy.refuse();
  expect((await api.fetch('/process-records?limit=0')).status).toBe(400);
  // Whether somebody still may change something is asked of the database.
  expect((await api.fetch('/process-records', { method: 'POST', body: {} })).status).toBe(503);
  expect((await fetch(`${api.url}/process-records`)).status).toBe(401);
});

it('the process says that it lives and that it is not ready; its own metrics can be read', async () => {
  proxy.refuse();
  expect((await api.fetch('/health/live')).status).toBe(200);
  const ready = await api.fetch('/health/ready');
  expect([ready.status, ready.headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
  const metrics = await (await api.fetch('/metrics')).text();
  expect(metrics).toContain('orchestrator_database_up 0');
  expect(metrics).toContain('process_cpu_seconds_total');
  expect(metrics).not.toContain('orchestrator_records{');
});

it('a database that does not answer is not ready, within two seconds, and is away for those who ask', async () => {
  proxy.silence();
  const answer = api.fetch('/process-records');
  const change = api.fetch('/process-types/nope', { method: 'DELETE' });
  const startedAt = performance.now();
  expect((await api.fetch('/health/ready')).status).toBe(503);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect([(await answer).status, (await change).status]).toEqual([503, 503]);
});

it('listeners are kept through the outage and told to read everything again', async () => {
  const reader = await EventReader.open(api, '/api/events');
  const feed = api.app.get(LiveEventFeed, { strict: false });
  await eventually('a listener', () => feed.size === 1);
  proxy.refuse();
  await eventually('not ready', async () => (await api.fetch('/health/ready')).status === 503);
  await api.engine.rows(`INSERT INTO live_event (record_id, record_status) VALUES ('unheard', 'PENDING')`);
  proxy.restore();
  await reader.next('reset');
  await api.engine.rows(`INSERT INTO live_event (record_id, record_status) VALUES ('heard', 'PENDING')`);
  const nextId = async () => ((await reader.next('record')) as unknown as { data: { id: string } }).data.id;
  // What came meanwhile was read again with everything; it may be told as well.
  const first = await nextId();
  expect(first === 'unheard' ? await nextId() : first).toBe('heard');
  reader.close();
});

it('a log that is followed goes on after the outage, without gap', async () => {
  const { id } = await api.engine.row('SELECT id FROM tasks');
  await api.engine.rows(
    `INSERT INTO task_attempt (task_id, attempt, run_id, worker_id) SELECT id, 1, run_id, 'w' FROM tasks`,
  );
  const write = (chunk: number, text: string) =>
    api.engine.rows(
      `INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
       VALUES ((SELECT run_id FROM tasks WHERE id = $1), $1, 1, $2, $2 * 4, $2 + 1, 1, $3)`,
      [id, chunk, Buffer.from(text)],
    );
  const reader = await EventReader.open(api, `/api/task-details/${id}/log/stream`);
  await write(0, 'one\n');
  expect(await reader.next('output')).toMatchObject({ data: { text: 'one\n' } });
  proxy.refuse();
  await eventually('not ready', async () => (await api.fetch('/health/ready')).status === 503);
  await write(1, 'two\n');
  proxy.restore();
  expect(await reader.next('output')).toMatchObject({ data: { text: 'two\n' } });
  reader.close();
});

it('connections that the server cuts hurt nobody', async () => {
  await Promise.all(Array.from({ length: 20 }, () => api.json('/process-records')));
  await api.engine.rows(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'process-orchestrator%'`,
  );
  await eventually('served again', async () => (await api.fetch('/process-records')).ok);
});
