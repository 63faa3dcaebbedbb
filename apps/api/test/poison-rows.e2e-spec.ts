import { SUCCESS } from '@app/testing';
import { ApiFixture } from './api-fixture';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

const TASKS = [{ name: 't', command: 'true' }];
const PARAMETERS = [{ name: 'token', secret: true }];
const inputData = { token: 's3cr3t-value' };

const saveType = (name: string) => api.post('/process-types', { name, parameters: PARAMETERS, tasks: TASKS }, 201);
const create = (id: string, type: string, start = true) =>
  api.post<{ runId: string }>('/process-records', { id, type, inputData, start }, 201);
const taskOf = async (runId: string) =>
  String((await api.engine.row('SELECT id FROM tasks WHERE run_id = $1', [runId])).id);

/** Every page on which the record, its run, its task or its type are shown, with what they say. */
async function pages(id: string, runId: string, type: string): Promise<string> {
  const paths = [
    '/process-types',
    `/process-types/${type}`,
    `/process-types/${type}/versions`,
    '/process-records',
    `/process-records/${id}`,
    `/process-records/${id}/runs`,
    `/process-records/${id}/run-grid`,
    `/runs/${runId}`,
    '/api/processes',
    `/api/processes/${id}`,
    `/api/task-details/${await taskOf(runId)}`,
    '/api/scheduled-tasks',
    '/api/statistics',
  ];
  const texts = await Promise.all(paths.map(async (path) => JSON.stringify(await api.json(path))));
  return texts.join('\n');
}

it.each<[string, string, string]>([
  ['null', 'null', 'it must be an object'],
  ['text', '"x"', 'it must be an object'],
  ['no-lists', '{}', 'parameters must be a list'],
  ['wrong-lists', '{"parameters": 5, "tasks": {}}', 'parameters must be a list'],
  ['empty-entries', '{"parameters": [null], "tasks": [null]}', 'parameters[0] must be an object'],
  ['future-version', '{"parameters": [], "steps": [{"run": "x"}]}', 'tasks must be a list'],
])(
  "a type whose definition cannot be read (%s) is shown as such, and stands in nobody's way",
  async (name, definition, problem) => {
    await saveType(name);
    const { runId } = await create(`of-${name}`, name);
    await api.engine.rows(`UPDATE process_type_version SET definition = $2::jsonb WHERE type_name = $1`, [
      name,
      definition,
    ]);
    const reason = `Version 1 of process type '${name}' cannot be read: ${problem}.`;

    const shown = await pages(`of-${name}`, runId, name);
    expect(shown).toContain(JSON.stringify(reason).slice(1, -1));
    // What it called secret cannot be read any more.
    expect(shown).not.toContain('s3cr3t-value');

    await api.post(`/process-records/of-${name}/stop`);
    const refused = await api.post(`/process-records/of-${name}/start`, undefined, 409);
    expect(refused).toMatchObject({ detail: reason });
    const change = { method: 'PUT', body: { schedule: '0 3 * * *' }, status: 409 };
    expect(await api.json(`/process-records/of-${name}`, change)).toMatchObject({ detail: reason });

    // A new version repairs it.
    const repaired = { name, parameters: PARAMETERS, tasks: [{ name: 't', command: 'echo repaired' }] };
    await api.json(`/process-types/${name}`, { method: 'PUT', body: repaired });
    await api.post(`/process-records/of-${name}/start`);
  },
);

it('rows of a record that hold what nobody expects can be seen, stopped, resumed and deleted', async () => {
  await saveType('odd');
  const { runId } = await create('odd', 'odd');
  await api.engine.rows(`UPDATE tasks SET metadata = '"text"', env = '[1, null]' WHERE run_id = $1`, [runId]);
  await api.engine.rows(`UPDATE process_run SET input_data = '{"token": "s3cr3t-va' WHERE id = $1`, [runId]);
  await api.engine.rows(`UPDATE scheduled_tasks SET task_data = '\\xff00'::bytea WHERE run_id = $1`, [runId]);
  expect(await pages('odd', runId, 'odd')).not.toContain('s3cr3t');
  await api.post('/process-records/odd/stop');
  const resumed = await api.post<{ runId: string }>('/process-records/odd/resume');
  expect(await pages('odd', resumed.runId, 'odd')).toContain('IN_PROGRESS');
  await api.post('/process-records/odd/stop');
  await api.json('/process-records/odd', { method: 'DELETE' });
});

it('a resume keeps tasks whose metadata are of no use', async () => {
  const tasks = [
    { name: 'a', command: 'true' },
    { name: 'b', command: 'false' },
  ];
  await api.post('/process-types', { name: 'kept', tasks }, 201);
  const { runId } = await api.post<{ runId: string }>(
    '/process-records',
    { id: 'kept', type: 'kept', start: true },
    201,
  );
  const step = await api.engine.row(
    'SELECT task_instance AS "taskId", version FROM scheduled_tasks WHERE run_id = $1',
    [runId],
  );
  const held = await api.engine.attempts.claim(step as { taskId: string; version: number }, 'worker-1');
  if (!held) throw new Error('nothing was claimed');
  await api.engine.attempts.end(held, SUCCESS);
  await api.post('/process-records/kept/stop');
  await api.engine.rows(`UPDATE tasks SET metadata = 'null' WHERE run_id = $1`, [runId]);
  const resumed = await api.post<{ runId: string }>('/process-records/kept/resume');
  expect(await api.json(`/runs/${resumed.runId}`)).toMatchObject({
    tasks: [{ status: 'SKIPPED', metadata: { keptFrom: { taskId: held.taskId, runId } } }, { status: 'PENDING' }],
  });
});
