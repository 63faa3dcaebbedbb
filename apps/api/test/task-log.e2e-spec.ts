import { setTimeout as delay } from 'node:timers/promises';
import { AttemptOutputRepository } from '@app/process-records';
import { eventually } from '@app/testing';
import { SseConnections } from '../src/http/sse-connections';
import { ApiFixture } from './api-fixture';
import { EventReader } from './event-reader';

const BROKEN = Buffer.concat([
  Buffer.from('first line\n'),
  Buffer.from([0x00, 0xff, 0xfe, 0x41, 0x0a]),
  Buffer.from('grüße €\n', 'utf8'),
  Buffer.from([0xc3]),
  Buffer.from('\r\n\n'),
  Buffer.from('unfinished'),
]);

let api: ApiFixture;
let taskId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  await api.post('/process-records', { id: 'logged', type: 'single-task-process', start: true }, 201);
  taskId = String((await api.engine.row('SELECT id FROM tasks')).id);
});
afterAll(() => api.close());

let line = 1;
let offset = 0;

/** Stores bytes as a worker does, in chunks of `size`. */
async function write(attempt: number, bytes: Buffer, size = bytes.length): Promise<void> {
  for (let start = 0; start < bytes.length; start += size) {
    const data = bytes.subarray(start, start + size);
    const lines = data.filter((byte) => byte === 10).length;
    await api.engine.rows(
      `INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
       SELECT (SELECT run_id FROM tasks WHERE id = $1), $1, $2, coalesce(max(chunk), -1) + 1, $3, $4, $5, $6 FROM attempt_output
       WHERE task_id = $1 AND attempt = $2`,
      [taskId, attempt, offset, line, lines, data],
    );
    line += lines;
    offset += data.length;
  }
}

async function beginAttempt(attempt: number): Promise<void> {
  [line, offset] = [1, 0];
  await api.engine.rows(
    `INSERT INTO task_attempt (task_id, attempt, run_id, worker_id) SELECT id, $2, run_id, 'w' FROM tasks WHERE id = $1`,
    [taskId, attempt],
  );
}

async function endAttempt(attempt: number, outcome: 'SUCCEEDED' | 'FAILED', exitCode: number): Promise<void> {
  await api.engine.rows(
    `UPDATE task_attempt SET completed_at = now(), outcome = $3, exit_code = $4 WHERE task_id = $1 AND attempt = $2`,
    [taskId, attempt, outcome, exitCode],
  );
}

const log = (query = '') => api.fetch(`/api/task-details/${taskId}/log${query}`);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const stream = (query = '', lastEventId?: string) =>
  EventReader.open(api, `/api/task-details/${taskId}/log/stream${query}`, lastEventId);

it('before the first attempt, the log is empty', async () => {
  const response = await log();
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(response.headers.get('x-log-attempt')).toBe('0');
  expect(response.headers.get('x-log-complete')).toBe('false');
  expect((await log('?attempt=1')).status).toBe(404);
});

describe('an attempt that wrote NUL, broken UTF-8 and no last line end', () => {
  beforeAll(async () => {
    await beginAttempt(1);
    await write(1, BROKEN, 4);
    await endAttempt(1, 'FAILED', 3);
  });

  it('gives the very bytes, as text that no browser sniffs', async () => {
    const response = await log('?attempt=1');
    expect(await bytesOf(response)).toEqual(BROKEN);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-disposition')).toBeNull();
    expect(response.headers.get('x-log-lines')).toBe('6');
    expect(response.headers.get('x-log-complete')).toBe('true');
  });

  it('gives the same bytes as a file', async () => {
    const response = await log('?download=true');
    expect(await bytesOf(response)).toEqual(BROKEN);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=task-${taskId}-attempt-1.log`);
  });

  it.each([
    ['?fromLine=1&lines=1', 'first line\n', '1'],
    ['?fromLine=3&lines=1', 'grüße €\n', '3'],
    ['?fromLine=5', '\nunfinished', '5'],
    ['?fromLine=6&lines=10', 'unfinished', '6'],
    ['?fromLine=7', '', '7'],
    ['?fromLine=-1', 'unfinished', '6'],
    ['?fromLine=-2', '\nunfinished', '5'],
    ['?fromLine=9007199254740991', '', '9007199254740991'],
    ['?fromLine=-9007199254740991&lines=1', 'first line\n', '1'],
  ])('%s', async (query, text, first) => {
    const response = await log(query);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('x-log-first-line')).toBe(first);
  });

  it('gives lines with their broken bytes', async () => {
    expect(await bytesOf(await log('?fromLine=2&lines=1'))).toEqual(Buffer.from([0x00, 0xff, 0xfe, 0x41, 0x0a]));
    expect(await bytesOf(await log('?fromLine=4&lines=1'))).toEqual(Buffer.from([0xc3, 0x0d, 0x0a]));
  });

  it.each([
    '?fromLine=0',
    '?fromLine=x',
    '?lines=0',
    '?lines=-1',
    '?attempt=0',
    '?attempt=2147483648',
    '?download=yes',
    '?x=1',
  ])('%s is refused', async (query) => {
    expect((await log(query)).status).toBe(400);
  });

  it('streams as text whose characters are whole, then ends, and does not begin again', async () => {
    const reader = await stream();
    const events = await reader.rest();
    const text = events
      .map((event) => (event.event === 'output' ? (event.data as { text: string }).text : ''))
      .join('');
    expect(text).toBe(BROKEN.toString('utf8'));
    expect(events.at(-1)).toEqual({
      event: 'end',
      id: 'end',
      data: { attempt: 1, outcome: 'FAILED', exitCode: 3, signal: null, errorMessage: null },
    });
    const again = await api.fetch(`/api/task-details/${taskId}/log/stream`, { headers: { 'Last-Event-ID': 'end' } });
    expect(again.status).toBe(204);
  });

  it('goes on after the event that the client saw last, wherever that was', async () => {
    const all = (await (await stream()).rest()).filter((event) => event.event === 'output');
    for (const [index, seen] of all.entries()) {
      const rest = await (await stream('', seen.id)).rest();
      expect(rest.slice(0, -1)).toEqual(all.slice(index + 1));
    }
  });
});

describe('a running attempt', () => {
  beforeAll(() => beginAttempt(2));

  it('is followed while it writes, and ended when it ends', async () => {
    const reader = await stream();
    await write(2, Buffer.from('one\ntw'));
    expect(await reader.next('output')).toEqual({
      event: 'output',
      id: '2.0',
      data: { attempt: 2, chunk: 0, firstLine: 1, text: 'one\ntw' },
    });
    await write(2, Buffer.from('o\n€').subarray(0, 3));
    expect(await reader.next('output')).toMatchObject({ data: { firstLine: 2, text: 'o\n' } });
    await write(2, Buffer.from('€').subarray(1));
    expect(await reader.next('output')).toMatchObject({ data: { firstLine: 3, text: '€' } });
    expect((await log()).headers.get('x-log-complete')).toBe('false');
    await endAttempt(2, 'SUCCEEDED', 0);
    expect(await reader.next('end')).toMatchObject({ data: { attempt: 2, outcome: 'SUCCEEDED', exitCode: 0 } });
    await reader.ended;
  });

  it('each attempt keeps its own log', async () => {
    expect(await (await log('?attempt=2')).text()).toBe('one\ntwo\n€');
    expect(await bytesOf(await log('?attempt=1'))).toEqual(BROKEN);
    expect(await (await log()).text()).toBe('one\ntwo\n€');
  });

  it('HEAD gives the headers and no stream', async () => {
    const response = await api.fetch(`/api/task-details/${taskId}/log/stream`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

it('fifty megabytes are read no faster than the client takes them', async () => {
  await beginAttempt(3);
  const chunk = Buffer.alloc(256 * 1024, 'x'.repeat(127).concat('\n'));
  await api.engine.rows(
    `INSERT INTO attempt_output (run_id, task_id, attempt, chunk, byte_offset, first_line, line_count, data)
     SELECT (SELECT run_id FROM tasks WHERE id = $1), $1, 3, n, n * 262144, 1 + n * 2048, 2048, $2 FROM generate_series(0, 199) n`,
    [taskId, chunk],
  );
  await endAttempt(3, 'SUCCEEDED', 0);
  const reads = jest.spyOn(AttemptOutputRepository.prototype, 'read');
  const response = await log('?download=true');
  let seen = -1;
  // The client reads nothing: what the sockets hold is read ahead, and then nothing more.
  await eventually('reading stands still', async () => {
    const still = reads.mock.calls.length === seen;
    seen = reads.mock.calls.length;
    await delay(200);
    return still;
  });
  expect(seen).toBeLessThan(13);
  let bytes = 0;
  for await (const piece of response.body ?? []) bytes += piece.length;
  expect(bytes).toBe(200 * chunk.length);
  expect(reads.mock.calls.length).toBeGreaterThanOrEqual(25);
  reads.mockRestore();
  expect(await (await log('?fromLine=400000&lines=2')).text()).toBe(`${`${'x'.repeat(127)}\n`.repeat(2)}`);
});

it('a follower that goes away is followed no more', async () => {
  await beginAttempt(4);
  const output = jest.spyOn(AttemptOutputRepository.prototype, 'read');
  const reader = await stream();
  await eventually('the stream reads', () => output.mock.calls.length > 0);
  const connections = api.app.get(SseConnections);
  expect(connections.size).toBe(1);
  reader.close();
  await eventually('no stream', () => connections.size === 0);
  output.mockRestore();
});

it('a client that goes away in the middle leaves nothing open', async () => {
  const controller = new AbortController();
  const response = await api.fetch(`/api/task-details/${taskId}/log?attempt=3`, { signal: controller.signal });
  await response.body?.getReader().read();
  controller.abort();
  expect(await (await log('?attempt=2')).text()).toBe('one\ntwo\n€');
});
