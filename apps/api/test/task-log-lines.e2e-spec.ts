import { cutMarkText } from '@app/process-core';
import { ApiFixture } from './api-fixture';

interface Lines {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly lines: readonly string[];
  readonly missing: unknown;
  readonly cursor: string | null;
}

const CHUNK_LINES = 10_000;
const CHUNKS = 40;
const LEFT_OUT = { bytes: 700, lines: 48, reason: 'more than 1000 bytes' };
const MARK = cutMarkText(LEFT_OUT);

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
    `INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
     SELECT (SELECT run_id FROM tasks WHERE id = $1), $1, 1, n, coalesce(sum(length(data)) OVER before, 0), 1 + n * $2::integer, $2::integer, data FROM (SELECT n, convert_to((
       SELECT string_agg('line ' || (n * $2::integer + m) || E'\\n', '' ORDER BY m) FROM generate_series(1, $2::integer) m
     ), 'UTF8') AS data FROM generate_series(0, $3::integer - 1) n) chunks
     WINDOW before AS (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`,
    [taskId, CHUNK_LINES, CHUNKS],
  );
  await api.engine.rows(
    `INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
     SELECT run_id, id, v.* FROM tasks, (VALUES (2, 0, 0, 1, 1, $2::bytea), (2, 1, 7, 2, 2, $3), (2, 2, $4, 50, 1, $5),
       (3, 0, 0, 1, 0, $6)) v WHERE id = $1`,
    [taskId, Buffer.from('head\nhe'), Buffer.from(MARK), 7 + MARK.length, Buffer.from('il\nend'), Buffer.from('open')],
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
  expect(await lines(query)).toMatchObject({ firstLine, lines: expected, lastLine: CHUNK_LINES * CHUNKS, missing: [] });
});

it('names what the limit left out, and gives the end behind it', async () => {
  const missing = [{ kind: 'NOT_KEPT', line: 3, nextLine: 50, ...LEFT_OUT }];
  expect(await lines('?attempt=2')).toMatchObject({ lines: ['head', 'he', MARK.trim()], missing, cursor: null });
  expect(await lines('?attempt=2&fromLine=-1000')).toMatchObject({ firstLine: 50, lines: ['il', 'end'], lastLine: 51 });
});

it('says what of a lost worker is not there', async () => {
  await api.engine.rows(`UPDATE task_attempt SET outcome = 'WORKER_LOST', completed_at = now() WHERE attempt = 3`);
  expect(await lines('?attempt=3')).toMatchObject({ missing: [{ kind: 'WORKER_LOST', line: null }] });
  await api.engine.rows(`UPDATE task_attempt SET outcome = NULL, completed_at = NULL WHERE attempt = 3`);
});

it('says which colours go on from before', async () => {
  await api.engine.rows(
    `INSERT INTO task_attempt (task_id, attempt, run_id, worker_id, completed_at, outcome)
     SELECT id, 4, run_id, 'w', now(), 'FAILED' FROM tasks`,
  );
  await api.engine.rows(
    `INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
     SELECT run_id, id, 4, n, n * 8, n + 1, 1, convert_to(CASE n WHEN 1 THEN E'\\x1b[1;35mz\\n' ELSE E'plain--\\n' END, 'UTF8')
     FROM tasks, generate_series(0, 9) n`,
  );
  expect(await lines('?attempt=4&fromLine=8&limit=1')).toMatchObject({ lines: ['plain--'], style: '1;35' });
  expect(await lines('?attempt=4&fromLine=2&limit=1')).toMatchObject({ style: '' });
});

it('gives one line part by part', async () => {
  const part = (line: number, query: string) => api.json(`${path}/lines/${line}?attempt=1&${query}`);
  const whole = { attempt: 1, line: 200_000, bytes: 11 };
  expect(await part(200_000, 'limit=6')).toEqual({ ...whole, fromByte: 0, text: 'line 2', nextByte: 6 });
  expect(await part(200_000, 'fromByte=6')).toEqual({ ...whole, fromByte: 6, text: '00000', nextByte: null });
});

it.each(['400001', '0', '-1'])('there is no line %s', async (line) => {
  expect((await api.fetch(`${path}/lines/${line}?attempt=1`)).status).toBe(404);
});

it('says where a stream goes on', async () => {
  expect(await lines('?attempt=3')).toMatchObject({ lines: ['open'], cursor: '3.0' });
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
  '/lines/x',
  '/lines/1?limit=3',
  '/lines/1?fromByte=-1',
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
      `INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
       SELECT run_id, id, 3, 1, 4, 1, 1, convert_to(E' line\\n', 'UTF8') FROM tasks`,
    );
    const response = await api.fetch(`${path}/lines?attempt=3`, { headers: { 'If-None-Match': etag } });
    expect([response.status, ((await response.json()) as Lines).lines]).toEqual([200, ['open line']]);
  });
});
