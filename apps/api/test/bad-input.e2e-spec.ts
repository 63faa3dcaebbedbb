import { ApiFixture } from './api-fixture';

interface Problem {
  status: number;
  detail: string;
  errors?: { field: string; message: string }[];
}

const RECORDS = '/process-records';
const TYPE = 'single-task-process';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
  await api.post(RECORDS, { id: 'present', type: TYPE }, 201);
});
afterAll(() => api.close());

async function problemOf(response: Response, status: number): Promise<Problem> {
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.any(String)]);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = JSON.parse(text) as Problem;
  expect(problem).toMatchObject({
    type: 'about:blank',
    status,
    title: expect.any(String),
    timestamp: expect.any(String),
  });
  expect(problem.detail).not.toBe('');
  return problem;
}

const fieldsOf = (problem: Problem) => problem.errors?.map((error) => error.field);

describe('a body that is refused names the wrong field', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['type']],
    ['an empty object', {}, ['type']],
    ['no type', { id: 'a' }, ['type']],
    ['an unknown field', { type: TYPE, color: 'red' }, ['color']],
    ['several wrong fields', { id: '', type: 1, start: 'yes' }, ['id', 'start', 'type']],
    ['an unknown type', { type: 'nope' }, ['type']],
    ['NUL in the type', { type: 'a\0b' }, ['type']],
    ['a type that is an object', { type: { $ne: null } }, ['type']],
    ['an id that begins with a dot', { type: TYPE, id: '.hidden' }, ['id']],
    ['an id with a slash', { type: TYPE, id: 'a/b' }, ['id']],
    ['an id with NUL', { type: TYPE, id: 'a\0' }, ['id']],
    ['an id with a line end', { type: TYPE, id: 'a\n' }, ['id']],
    ['an id of 129 characters', { type: TYPE, id: 'x'.repeat(129) }, ['id']],
    ['a number as id', { type: TYPE, id: 7 }, ['id']],
    ['an array as id', { type: TYPE, id: ['a'] }, ['id']],
    ['input that is text', { type: TYPE, inputData: 'x' }, ['inputData']],
    ['input that is an array', { type: TYPE, inputData: [] }, ['inputData']],
    ['an undeclared parameter', { type: TYPE, inputData: { nope: 1 } }, ['inputData.nope']],
    ['a parameter of the wrong type', { type: TYPE, inputData: { input_file: 1 } }, ['inputData.input_file']],
    ['NUL in a parameter', { type: TYPE, inputData: { input_file: 'a\0' } }, ['inputData.input_file']],
    ['half a character in a parameter', { type: TYPE, inputData: { input_file: '\ud800' } }, ['inputData.input_file']],
    ['a key of the prototype as parameter', { type: TYPE, inputData: { constructor: 'x' } }, ['inputData.constructor']],
    ['a key of the prototype', { type: TYPE, constructor: { prototype: {} } }, ['constructor']],
    ['a schedule that is none', { type: TYPE, schedule: 'tomorrow' }, ['schedule']],
    ['a schedule that is too long', { type: TYPE, schedule: `0 ${'1,'.repeat(60)}1 * * *` }, ['schedule']],
    ['a zone that is none', { type: TYPE, schedule: '0 3 * * *', timeZone: 'Mars' }, ['timeZone']],
    ['a zone without schedule that is none', { type: TYPE, timeZone: 'Mars' }, ['timeZone']],
  ])('%s', async (_, body, fields) => {
    const problem = await problemOf(await api.fetch(RECORDS, { method: 'POST', body }), 400);
    expect([...new Set(fieldsOf(problem))].sort()).toEqual(fields);
  });

  it.each(['toString', 'valueOf', 'hasOwnProperty', 'constructor'])(
    'a field %s is as unknown as any other',
    async (name) => {
      for (const value of [1, { a: 1 }]) {
        const problem = await problemOf(
          await api.fetch(RECORDS, { method: 'POST', body: { type: TYPE, [name]: value } }),
          400,
        );
        expect(fieldsOf(problem)).toEqual([name]);
      }
    },
  );

  it('messages do not repeat the values of secrets', async () => {
    const parameters = [{ name: 'token', type: 'number', secret: true }];
    await api.post('/process-types', { name: 'secret-type', parameters, tasks: [{ name: 't', command: 'true' }] }, 201);
    const body = { type: 'secret-type', inputData: { token: 'hunter2' } };
    const problem = await problemOf(await api.fetch(RECORDS, { method: 'POST', body }), 400);
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});

describe('a body that cannot be read', () => {
  const JSON_BODY = { 'Content-Type': 'application/json' };
  it.each<[string, string | Uint8Array, Record<string, string>, number]>([
    ['no JSON', '{', JSON_BODY, 400],
    ['a lone value', '"x"', JSON_BODY, 400],
    ['null', 'null', JSON_BODY, 400],
    ['an array', '[{"type":"single-task-process"}]', JSON_BODY, 400],
    ['an array for a body whose fields are all optional', '[]', JSON_BODY, 400],
    ['a prototype', `{"type":"${TYPE}","__proto__":{"start":true}}`, JSON_BODY, 400],
    ['a prototype in depth', `{"type":"${TYPE}","inputData":{"__proto__":{"a":1}}}`, JSON_BODY, 400],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0xfe]), JSON_BODY, 400],
    ['more than a megabyte', `{"type":"${'x'.repeat(1_100_000)}"}`, JSON_BODY, 413],
    ['very deep nesting', `{"inputData":${'['.repeat(100_000)}`, JSON_BODY, 400],
    ['nesting that parsers take', `{"type":"${TYPE}","x":${'['.repeat(1_500)}${']'.repeat(1_500)}}`, JSON_BODY, 400],
    ['nesting behind quotes in a text', `{"\\"":"\\\\","x":${'['.repeat(51)}${']'.repeat(51)}}`, JSON_BODY, 400],
    ['many values', `{"type":"${TYPE}","x":[${'0,'.repeat(30_000)}0]}`, JSON_BODY, 400],
    ['UTF-16', Buffer.from('{}', 'utf16le'), { 'Content-Type': 'application/json; charset=utf-16le' }, 415],
    ['a form', 'type=single-task-process', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', '{}', { 'Content-Type': 'text/plain' }, 415],
    ['YAML where there is none', 'type: x', { 'Content-Type': 'application/yaml' }, 415],
    ['no media type', new Uint8Array([0x7b, 0x7d]), {}, 415],
    ['an unknown charset', '{}', { 'Content-Type': 'application/json; charset=klingon' }, 415],
    ['an unknown encoding', '{}', { ...JSON_BODY, 'Content-Encoding': 'zip' }, 415],
    ['an encoding that it does not have', '{}', { ...JSON_BODY, 'Content-Encoding': 'gzip' }, 400],
  ])('%s', async (_, body, headers, status) => {
    await problemOf(await api.fetch(RECORDS, { method: 'POST', body, headers }), status);
    await problemOf(await api.fetch(`${RECORDS}/present`, { method: 'PUT', body, headers }), status);
  });
});

it('an answer names at most a hundred wrong fields', async () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]));
  const problem = await problemOf(await api.fetch(RECORDS, { method: 'POST', body }), 400);
  expect(problem.errors).toHaveLength(100);
});

it('brackets in a text are no nesting', async () => {
  const inputData = { input_file: `${'[{"'.repeat(200)}\\"` };
  await api.post(RECORDS, { type: TYPE, inputData }, 201);
});

const BROKEN_CURSORS = [
  'x',
  '%00',
  '!!!!',
  'bnVsbA',
  'W10',
  'WyJhIl0',
  'WzEsMiwzLDRd',
  'e30',
  'eyJfX3Byb3RvX18iOjF9',
  'x'.repeat(3000),
];

describe('a query that is refused', () => {
  it.each([
    '?limit=0',
    '?limit=1001',
    '?limit=-1',
    '?limit=1.5',
    '?limit=1e3',
    '?limit=0x10',
    '?limit=99999999999999999999',
    '?limit=abc',
    '?limit=',
    '?limit=1&limit=2',
    '?limit[]=1',
    '?limit[a]=1',
    '?cursor=',
    '?cursor[]=a',
    ...BROKEN_CURSORS.map((cursor) => `?cursor=${cursor}`),
    '?status=RUNNING',
    '?status=pending',
    '?status=PENDING&status=FAILED',
    '?type=%00',
    '?type=',
    '?search=',
    '?search=%00',
    '?search[$ne]=1',
    `?search=${'x'.repeat(200)}`,
    '?scheduled=maybe',
    '?scheduled=',
    '?sort=password',
    '?sort=--id',
    '?sort=__proto__',
    '?unknown=1',
    '?__proto__[x]=1',
    '?__proto__=1',
    '?constructor=1',
    '?toString=1',
    '?hasOwnProperty=1',
  ])('%s', async (query) => {
    for (const path of [RECORDS, '/api/processes']) {
      const problem = await problemOf(await api.fetch(`${path}${query}`), 400);
      expect(problem.errors?.length).toBeGreaterThan(0);
    }
  });

  it.each(['?limit=0', '?limit=x', '?unknown=1', ...BROKEN_CURSORS.map((cursor) => `?cursor=${cursor}`)])(
    '%s, on every other list',
    async (query) => {
      for (const path of ['/api/scheduled-tasks', '/api/debug/task-ids', `${RECORDS}/present/runs`])
        await problemOf(await api.fetch(`${path}${query}`), 400);
    },
  );

  it.each([
    '/api/statistics?window=2h',
    '/api/statistics?window=',
    '/api/scheduled-tasks?due=1',
    '/api/scheduled-tasks?taskName=%00',
  ])('%s', async (path) => {
    await problemOf(await api.fetch(path), 400);
  });
});

describe('an id that nothing has', () => {
  const IDS = [
    'nope',
    '%00',
    'a%00b',
    '%20',
    '..%2f..',
    'a'.repeat(5000),
    '%F0%9F%92%A9',
    "'%3B--",
    '-1',
    '%25',
    'null',
  ];
  const UUIDS = [...IDS, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-00000000000g', '{uuid}'];
  const put = { method: 'PUT', body: {} };
  const post = { method: 'POST' };
  const del = { method: 'DELETE' };

  it.each(IDS)('%s, as record or type', async (id) => {
    const definition = { name: 'x', tasks: [{ name: 't', command: 'true' }] };
    for (const [path, options] of [
      [`${RECORDS}/${id}`, {}],
      [`${RECORDS}/${id}`, put],
      [`${RECORDS}/${id}`, del],
      [`${RECORDS}/${id}/start`, post],
      [`${RECORDS}/${id}/stop`, post],
      [`${RECORDS}/${id}/resume`, post],
      [`${RECORDS}/${id}/runs`, {}],
      [`/api/processes/${id}`, {}],
      [`/process-types/${id}`, {}],
      [`/process-types/${id}/versions`, {}],
      [`/process-types/${id}`, del],
    ] as const)
      await problemOf(await api.fetch(path, options), 404);
    const changed = await api.fetch(`/process-types/${id}`, { method: 'PUT', body: definition });
    expect([400, 404]).toContain(changed.status);
  });

  it.each(UUIDS)('%s, as run or task', async (id) => {
    for (const path of [
      `/runs/${id}`,
      `/api/task-details/${id}`,
      `/api/task-details/${id}/log`,
      `/api/task-details/${id}/log/stream`,
    ])
      await problemOf(await api.fetch(path), 404);
  });
});

describe('a path or method that does not exist', () => {
  it.each([
    '/nope',
    '/api',
    '/api/',
    '/api/nope',
    '/api/processes/a/b',
    '/process-recordsx',
    '/runs',
    '/docs/nope.js',
    '/favicon.ico',
  ])('%s is a problem, not a page', async (path) => {
    await problemOf(await api.fetch(path, { headers: { Accept: 'text/html' } }), 404);
  });

  it('a path that cannot be decoded is malformed', async () => {
    await problemOf(await api.fetch(`${RECORDS}/%E0%A4%A`), 400);
  });

  it.each([
    ['DELETE', RECORDS, 'GET, HEAD, POST'],
    ['PATCH', `${RECORDS}/present`, 'DELETE, GET, HEAD, PUT'],
    ['GET', `${RECORDS}/present/start`, 'POST'],
    ['POST', '/api/statistics', 'GET, HEAD'],
    ['PUT', '/health/live', 'GET, HEAD'],
  ])('%s %s says what is possible', async (method, path, allow) => {
    const response = await api.fetch(path, { method });
    await problemOf(response, 405);
    expect(response.headers.get('allow')).toBe(allow);
  });
});

it('nothing of this has harmed the record or the server', async () => {
  expect(await api.json(`${RECORDS}/present`)).toMatchObject({ id: 'present', inputData: null });
  expect(({} as Record<string, unknown>).start).toBeUndefined();
});
