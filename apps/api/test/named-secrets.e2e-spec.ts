import { Writable } from 'node:stream';
import { pino } from 'pino';
import { ApiFixture } from './api-fixture';

const VALUE = 'correct-horse-battery';

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
});
afterAll(() => api.close());

const put = (name: string, value: unknown, status = 200) =>
  api.json<Record<string, unknown>>(`/api/secrets/${name}`, { method: 'PUT', body: { value }, status });

it('a secret is made, listed and given a new value, and no answer or log has it', async () => {
  const made = await put('DB_PASSWORD', VALUE);
  expect(made).toMatchObject({ success: true, message: 'The secret was made.', warning: null });
  const changed = await put('DB_PASSWORD', `${VALUE}-2`);
  expect(changed).toMatchObject({ message: 'The secret has a new value.' });
  const listed = await api.json<Record<string, unknown>[]>('/api/secrets');
  expect(listed).toEqual([
    {
      name: 'DB_PASSWORD',
      createdAt: expect.any(String),
      createdBy: 'admin',
      updatedAt: expect.any(String),
      updatedBy: 'admin',
      usedBy: [],
    },
  ]);
  expect(Date.parse(String(listed[0]?.updatedAt))).toBeGreaterThan(Date.parse(String(listed[0]?.createdAt)));
  const row = await api.engine.row(`SELECT secret::text AS row FROM secret`);
  expect(row.row).toContain('v1.');
  expect(logged.join('')).toContain('/api/secrets/DB_PASSWORD');
  for (const text of [JSON.stringify([made, changed, listed]), row.row, logged.join('')])
    expect(text).not.toContain(VALUE);
});

it.each(['GET', 'POST'])('there is no way to read one: %s', async (method) => {
  const response = await api.fetch('/api/secrets/DB_PASSWORD', { method });
  expect(response.status).toBe(405);
  expect(await response.text()).not.toContain(VALUE);
});

it.each([
  ['', { field: 'value', message: 'Must not be empty.' }],
  ['a\0b', { field: 'value', message: 'Must not contain a NUL character.' }],
  ['x'.repeat(100_001), { field: 'value', message: 'Must have at most 100000 bytes.' }],
  [7, { field: 'value', message: 'must be a string' }],
])('a value that cannot be one is refused and not quoted', async (value, issue) => {
  expect(await put('OTHER', value, 400)).toMatchObject({ errors: [issue] });
});

it('a short value is taken with a warning', async () => {
  expect(await put('PIN', '123')).toMatchObject({
    warning: 'It has fewer than 4 characters: it is not masked in the output of commands.',
  });
});

it.each(['a-b', '1A', '%24(touch%20x)', 'a%0ab', 'x'.repeat(101)])(
  'a name that is no variable is refused: %s',
  async (name) => {
    expect(await put(name, VALUE, 400)).toMatchObject({ errors: [{ field: 'name' }] });
  },
);

it('one that a type uses is kept until none does', async () => {
  const type = (secrets: object[]) => ({ name: 'using', tasks: [{ name: 't', command: 'true', secrets }] });
  const made = await api.post<{ processType: object }>('/process-types', type([{ name: 'PIN', as: 'file' }]), 201);
  expect(made.processType).toMatchObject({ tasks: [{ secrets: [{ name: 'PIN', as: 'file', variable: 'PIN_FILE' }] }] });
  const users = async () =>
    (await api.json<{ name: string; usedBy: string[] }[]>('/api/secrets')).find(({ name }) => name === 'PIN')?.usedBy;
  expect(await users()).toEqual(['using']);
  const path = '/api/secrets/PIN';
  expect(await api.json(path, { method: 'DELETE', status: 409 })).toMatchObject({
    detail: "Secret 'PIN' is used by process types: using.",
  });
  await api.json('/process-types/using', { method: 'PUT', body: type([]) });
  expect(await users()).toEqual([]);
  await api.json(path, { method: 'DELETE' });
  await api.json(path, { method: 'DELETE', status: 404 });
});

it('validation warns of secrets that will not be masked', async () => {
  const text = [
    'name: warned',
    'parameters:',
    '  - { name: flag, type: boolean, secret: true }',
    '  - { name: pin, secret: true, pattern: "[0-9]{3}" }',
    '  - { name: token, secret: true, pattern: "[0-9a-f]{20}" }',
    'tasks: [{ name: t, command: "true" }]',
  ].join('\n');
  const report = await api.json<{ valid: boolean; warnings: object[] }>('/process-types/validate', {
    method: 'POST',
    body: text,
    headers: { 'Content-Type': 'application/yaml' },
  });
  expect(report.valid).toBe(true);
  expect(report.warnings).toMatchObject(
    [
      { line: 3, field: 'parameters[0].secret', message: /boolean is not masked/ },
      { line: 4, field: 'parameters[1].secret', message: /fewer than 4 characters/ },
    ].map((warning) => ({ ...warning, message: expect.stringMatching(warning.message) })),
  );
});

it('a service without the key of a record changes nothing of it, but takes its secrets anew', async () => {
  const type = { name: 'keyed', parameters: [{ name: 'token', secret: true }, { name: 'region' }] };
  await api.post('/process-types', { ...type, tasks: [{ name: 't', command: 'true' }] }, 201);
  const inputData = { token: VALUE, region: 'eu' };
  await api.post('/process-records', { id: 'keyed', type: 'keyed', inputData }, 201);
  const { input_data } = await api.engine.row(`SELECT input_data FROM process_record WHERE id = 'keyed'`);
  const lost = String(input_data).replace(/v1\.[0-9a-f]{12}/, 'v1.000000000000');
  await api.engine.rows(`UPDATE process_record SET input_data = $1 WHERE id = 'keyed'`, [lost]);

  expect(await api.json('/process-records/keyed')).toMatchObject({ inputData: { token: '••••', region: 'eu' } });
  const started = await api.post('/process-records/keyed/start', undefined, 400);
  expect(started).toMatchObject({ errors: [{ field: 'inputData', message: expect.stringContaining('000000000000') }] });
  const change = (body: object, status: number) => api.json('/process-records/keyed', { method: 'PUT', body, status });
  await change({ schedule: '@daily' }, 409);
  await change({ inputData: { ...inputData, token: '••••' } }, 400);
  await change({ inputData }, 200);
  await api.post('/process-records/keyed/start');
});
