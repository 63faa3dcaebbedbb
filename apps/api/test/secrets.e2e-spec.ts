import { Writable } from 'node:stream';
import { pino } from 'pino';
import { ApiFixture } from './api-fixture';
import { EventReader } from './event-reader';

const SECRET = 's3cr3t-value';
const MASK = '••••';

let api: ApiFixture;
const logged: string[] = [];

beforeAll(async () => {
  const log = new Writable({
    write: (line, _, done) => {
      logged.push(String(line));
      done();
    },
  });
  api = await ApiFixture.start({ logger: pino({ level: 'trace' }, log) });
  await saveType('guarded', [{ name: 'token', secret: true }, { name: 'region' }]);
  await saveType('open', [{ name: 'token' }, { name: 'region' }]);
  await saveType('counting', [{ name: 'token', type: 'number' }]);
  await saveType('guarded-too', [{ name: 'token', secret: true }, { name: 'region' }]);
});
afterAll(() => api.close());

const saveType = (name: string, parameters: object[]) =>
  api.post('/process-types', { name, parameters, tasks: [{ name: 't', command: 'true' }] }, 201);

const create = (id: string) =>
  api.post<{ runId: string }>(
    '/process-records',
    { id, type: 'guarded', inputData: { token: SECRET, region: 'eu' }, start: true },
    201,
  );

const change = (id: string, body: object, status = 200) =>
  api.json<{ processRecord: object; errors: object[] }>(`/process-records/${id}`, { method: 'PUT', body, status });

/** The record's input, as its commands get it; in the database the token is encrypted. */
async function stored(id: string): Promise<unknown> {
  const { input_data } = await api.engine.row('SELECT input_data FROM process_record WHERE id = $1', [id]);
  expect(String(input_data)).not.toContain(SECRET);
  return api.openInput(id, input_data);
}

const taskOf = async (runId: string) =>
  String((await api.engine.row('SELECT id FROM tasks WHERE run_id = $1', [runId])).id);

/** Everything that the API says of a record and its runs. */
async function answers(id: string, runId: string): Promise<string> {
  const paths = [
    `/process-records/${id}`,
    '/process-records',
    `/process-records/${id}/runs`,
    `/process-records/${id}/run-grid`,
    `/process-records/${id}/run-preview`,
    `/runs/${runId}`,
    `/api/task-details/${await taskOf(runId)}`,
    '/api/processes',
    `/api/processes/${id}`,
    '/api/scheduled-tasks',
  ];
  const texts = await Promise.all(paths.map(async (path) => (await api.fetch(path)).text()));
  return texts.join('\n');
}

it.each([
  ['without input', {}],
  ['with the input as it was shown', { inputData: { token: MASK, region: 'eu' } }],
])('a stored secret is not taken over into a type that would show it: %s', async (_, input) => {
  const id = `refused-${Object.keys(input).length}`;
  const { runId } = await create(id);
  const refused = await change(id, { type: 'open', ...input }, 400);
  expect(refused.errors).toEqual([
    {
      field: 'inputData.token',
      message: "is secret in 'guarded' and would not be in 'open'; give the value anew, or leave it out",
    },
  ]);
  expect(await api.json(`/process-records/${id}`)).toMatchObject({ type: 'guarded', inputData: { token: MASK } });
  expect(await answers(id, runId)).not.toContain(SECRET);
});

it('a refusal does not quote it, whatever else is wrong with it', async () => {
  await create('quoted');
  const refused = await change('quoted', { type: 'counting' }, 400);
  expect(refused.errors).toMatchObject([{ field: 'inputData.token' }]);
  expect(JSON.stringify(refused)).not.toContain(SECRET);
});

it('its value can be given anew or left out; the runs before keep it hidden', async () => {
  for (const [id, inputData] of [
    ['anew', { token: 'public', region: 'eu' }],
    ['left-out', { region: 'eu' }],
  ] as const) {
    const { runId } = await create(id);
    const { processRecord } = await change(id, { type: 'open', inputData });
    expect(processRecord).toMatchObject({ type: 'open', inputData });
    expect(await api.json(`/runs/${runId}`)).toMatchObject({ inputData: { token: MASK, region: 'eu' } });
    expect(await answers(id, runId)).not.toContain(SECRET);
  }
});

it('it is taken over where it stays secret', async () => {
  await create('moved');
  const { processRecord } = await change('moved', { type: 'guarded-too' });
  expect(processRecord).toMatchObject({ type: 'guarded-too', inputData: { token: MASK, region: 'eu' } });
  expect(await stored('moved')).toEqual({ token: SECRET, region: 'eu' });
});

it('a newer version of its type that calls it public neither shows it nor loses it', async () => {
  await saveType('relaxed', [{ name: 'token', secret: true }, { name: 'region' }]);
  const inputData = { token: SECRET, region: 'eu' };
  await api.post('/process-records', { id: 'relaxed', type: 'relaxed', inputData }, 201);
  const open = { name: 'relaxed', parameters: [{ name: 'token' }, { name: 'region' }] };
  const tasks = [{ name: 't', command: 'true' }];
  await api.json('/process-types/relaxed', { method: 'PUT', body: { ...open, tasks } });
  const { processRecord } = await change('relaxed', { inputData: { token: MASK, region: 'us' } });
  expect(processRecord).toMatchObject({ inputData: { token: MASK, region: 'us' } });
  expect(await stored('relaxed')).toEqual({ token: SECRET, region: 'us' });

  const numeric = { name: 'relaxed', parameters: [{ name: 'token', type: 'number' }, { name: 'region' }] };
  await api.json('/process-types/relaxed', { method: 'PUT', body: { ...numeric, tasks } });
  const refused = await api.post('/process-records/relaxed/start', undefined, 400);
  expect(refused).toMatchObject({ errors: [{ field: 'inputData.token' }] });
  expect(JSON.stringify(refused)).not.toContain(SECRET);
});

it('stored text that is no JSON object is not shown: it may hold one', async () => {
  const { runId } = await create('garbled');
  for (const table of ['process_record', 'process_run'])
    await api.engine.rows(
      `UPDATE ${table} SET input_data = $1 WHERE ${table === 'process_run' ? 'id' : 'latest_run_id'} = $2`,
      [`{"token":"${SECRET}"`, runId],
    );
  expect(await api.json('/process-records/garbled')).toMatchObject({ inputData: { raw: MASK } });
  expect(await answers('garbled', runId)).not.toContain(SECRET);
});

it('neither the event stream nor the log has it', async () => {
  const reader = await EventReader.open(api, '/api/events');
  try {
    await create('streamed');
    await change('streamed', { type: 'open' }, 400);
    await change('streamed', { type: 'open', inputData: { region: 'us' } });
    await api.post('/process-records/streamed/stop');
    await reader.next('task');
    expect(JSON.stringify(reader.received)).not.toContain(SECRET);
  } finally {
    reader.close();
  }
  expect(logged.join('')).toContain('/process-records/streamed');
  expect(logged.join('')).not.toContain(SECRET);
});
