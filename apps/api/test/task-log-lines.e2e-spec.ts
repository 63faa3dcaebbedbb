import { ApiFixture } from './api-fixture';

interface Lines {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly lines: readonly string[];
  readonly gap: unknown;
  readonly cursor: string | null;
}

const CHUNK_LINES = 10_000;
const CHUNKS = 40;

let api: ApiFixture;
let path: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  await api.post('/process-records', { id: 'logged', type: 'single-task-process', start: true }, 201);
  const taskId = String((await api.engine.row('SELECT id FROM tasks')).id);
  path = `/api/task-details/${taskId}/log`;
  await api.engine.rows(
    `INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, completed_at, outcome, output_truncated)
     SELECT id, n, run_id, 'w', CASE WHEN n < 3 THEN now() END, CASE n WHEN 1 THEN 'FAILED' WHEN 2 THEN 'STOPPED' END,
       n = 2 FROM tasks, generate_series(1, 3) n`,
  );
  await api.engine.rows(
    `INSERT INTO attempt_output (task_id, attempt, chunk, byte_offset, first_line, line_count, data)
     SELECT $1, 1, n, n, 1 + n * $2::integer, $2::integer, convert_to((
       SELECT string_agg('line ' || (n * $2::integer + m) || E'\\n', '' ORDER BY m) FROM generate_series(1, $2::integer) m
     ), 'UTF8') FROM generate_series(0, $3::integer - 1) n`,
    [taskId, CHUNK_LINES, CHUNKS],
  );
  await api.engine.rows(
    `INSERT INTO attempt_output (task_id, attempt, chunk, byte_offset, first_line, line_count, data)
     VALUES ($1, 2, 0, 0, 1, 1, $2), ($1, 2, 1, 9, 2, 2, $3), ($1, 2, 2, 99, 50, 1, $4), ($1, 3, 0, 0, 1, 0, $5)`,
    [taskId, Buffer.from('head\nhe'), Buffer.from('\n[... cut ...]\n'), Buffer.from('il\nend'), Buffer.from('open')],
  );
});
afterAll(() => api.close());

const lines = (query: string) => api.json<Lines>(`${path}/lines${query}`);

it.each([
  ['?attempt=1&limit=2', 1, ['line 1', 'line 2']],
  ['?attempt=1&fromLine=200000&limit=3', 200_000, ['line 200000', 'line 200001', 'line 200002']],
  ['?attempt=1&fromLine=-2', 399_999, ['line 399999', 'line 400000']],
  ['?attempt=1&fromLine=500000', 500_000, []],
])('%s gives these lines, and reads no more than it needs', async (query, firstLine, expected) => {
  expect(await lines(query)).toMatchObject({ firstLine, lines: expected, lastLine: CHUNK_LINES * CHUNKS, gap: null });
});

it('names what the limit left out, and gives the end behind it', async () => {
  const gap = { from: 4, to: 49 };
  expect(await lines('?attempt=2')).toMatchObject({ lines: ['head', 'he', '[... cut ...]'], gap, cursor: null });
  expect(await lines('?attempt=2&fromLine=-1000')).toMatchObject({ firstLine: 50, lines: ['il', 'end'], lastLine: 51 });
});

it('says where a stream goes on', async () => {
  expect(await lines('')).toMatchObject({ lines: ['open'], cursor: '3.0' });
});

it('finds all that matches, page by page, forwards and backwards', async () => {
  const find = (query: string) =>
    api.json<{ count: number; matches: { line: number }[] }>(`${path}/search?attempt=1&q=LINE%2039999&${query}`);
  const first = await find('limit=3');
  expect([first.count, first.matches.map(({ line }) => line)]).toEqual([11, [39_999, 399_990, 399_991]]);
  expect((await find('fromLine=399999')).matches).toEqual([{ line: 399_999, excerpt: 'line 399999' }]);
  expect((await find('beforeLine=399990&limit=1')).matches).toEqual([{ line: 39_999, excerpt: 'line 39999' }]);
  expect((await find('matchCase=true')).count).toBe(0);
});

it.each([
  '/search',
  '/search?q=',
  '/search?q=a%0Ab',
  `/search?q=${'a'.repeat(201)}`,
  '/lines?limit=1001',
  '/lines?fromLine=0',
])('%s is refused', async (query) => {
  expect((await api.fetch(`${path}${query}`)).status).toBe(400);
});

describe('caching', () => {
  it.each(['/lines?attempt=1&fromLine=7&limit=1', '?attempt=1&fromLine=7&lines=1'])(
    'what is final may be kept by the browser: %s',
    async (query) => {
      const response = await api.fetch(`${path}${query}`);
      expect(response.headers.get('cache-control')).toBe('private, max-age=3600, immutable');
      const etag = response.headers.get('etag') ?? '';
      const again = await api.fetch(`${path}${query}`, { headers: { 'If-None-Match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    },
  );

  it.each(['?attempt=2', '?attempt=3', ''])('what may grow is asked for again: %j', async (query) => {
    const response = await api.fetch(`${path}/lines${query}`);
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('etag')).toMatch(/^"\d+\.\d+\.\w+"$/);
  });

  it('is new when something was added', async () => {
    const etag = (await api.fetch(`${path}/lines?attempt=3`)).headers.get('etag') ?? '';
    await api.engine.rows(
      `INSERT INTO attempt_output (task_id, attempt, chunk, byte_offset, first_line, line_count, data)
       SELECT id, 3, 1, 4, 1, 1, convert_to(E' line\\n', 'UTF8') FROM tasks`,
    );
    const response = await api.fetch(`${path}/lines?attempt=3`, { headers: { 'If-None-Match': etag } });
    expect([response.status, ((await response.json()) as Lines).lines]).toEqual([200, ['open line']]);
  });
});
