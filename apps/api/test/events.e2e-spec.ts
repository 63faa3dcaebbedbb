import { LiveEventFeed, LiveEventRepository } from '@app/live-events';
import { eventually } from '@app/testing';
import { Client } from 'pg';
import { ApiFixture } from './api-fixture';
import { EventReader, type ReceivedEvent } from './event-reader';

let api: ApiFixture;
const readers: EventReader[] = [];

beforeAll(async () => {
  api = await ApiFixture.start();
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(() => api.close());

async function listen(lastEventId?: string): Promise<EventReader> {
  const reader = await EventReader.open(api, '/api/events', lastEventId);
  readers.push(reader);
  return reader;
}

const create = (id: string, start = false) =>
  api.post<{ runId: string }>('/process-records', { id, type: 'single-task-process', start }, 201);
const recordIds = (events: readonly ReceivedEvent[]) =>
  events.filter((event) => event.event === 'record').map((event) => (event.data as { id: string }).id);
const feed = () => api.app.get(LiveEventFeed, { strict: false });

it('tells of records, runs and tasks as ids and statuses', async () => {
  const reader = await listen();
  const { runId } = await create('told', true);
  expect(await reader.next('record')).toMatchObject({ data: { id: 'told', status: 'PENDING' } });
  expect(await reader.next('record')).toMatchObject({ data: { id: 'told', status: 'IN_PROGRESS' } });
  expect(await reader.next('run')).toMatchObject({ data: { id: runId, status: 'IN_PROGRESS', recordId: 'told' } });
  await api.post('/process-records/told/stop');
  expect(await reader.next('record')).toEqual({ event: 'record', data: { id: 'told', status: 'STOPPED' } });
  expect(await reader.next('run')).toMatchObject({ data: { id: runId, status: 'STOPPED' } });
  expect(await reader.next('task')).toMatchObject({
    id: expect.stringMatching(/^\d+-\d+$/),
    data: { status: 'STOPPED', taskIndex: 0, runId, recordId: 'told' },
  });
  await api.json('/process-records/told', { method: 'DELETE' });
  expect(await reader.next('record')).toMatchObject({ data: { id: 'told', status: 'DELETED' } });
});

it('hears everything from the moment it listens, and nothing before', async () => {
  await create('before');
  const reader = await listen();
  await create('after');
  await reader.next('record');
  expect(reader.received).toEqual([]);
});

it('a client that comes back gets what it missed, in order, once', async () => {
  const first = await listen();
  await create('seen');
  await first.next('record');
  const { lastEventId } = first;
  first.close();
  for (let n = 0; n < 20; n++) await create(`missed-${n}`);
  const second = await listen(lastEventId);
  await create('live-again');
  await second.until('live-again', (events) => recordIds(events).includes('live-again'));
  expect(recordIds(second.received)).toEqual([...Array.from({ length: 20 }, (_, n) => `missed-${n}`), 'live-again']);
});

it('a client that saw nothing yet can come back as well', async () => {
  const first = await listen();
  expect(await eventually('an id', () => first.lastEventId || null)).toMatch(/^\d+-0$/);
  first.close();
  await create('unseen');
  const second = await listen(first.lastEventId);
  expect(await second.next('record')).toMatchObject({ data: { id: 'unseen' } });
});

it('what commits late is not missed, though its number is lower', async () => {
  const reader = await listen();
  const slow = new Client({ connectionString: api.config.databaseUrl });
  await slow.connect();
  try {
    await slow.query('BEGIN');
    await slow.query(`INSERT INTO live_event (record_id, record_status) VALUES ('slow', 'PENDING')`);
    await create('fast');
    const rounds = jest.spyOn(LiveEventRepository.prototype, 'readAfter');
    await eventually('the reader looks again', () => rounds.mock.calls.length >= 2);
    rounds.mockRestore();
    // Nothing may be told before the older transaction has ended.
    expect(reader.received).toEqual([]);
    await slow.query('COMMIT');
  } finally {
    await slow.end();
  }
  await reader.until('both', (events) => recordIds(events).length === 2);
  expect(recordIds(reader.received)).toEqual(['slow', 'fast']);
});

it.each([
  ['a position that is not kept any more', '1-1'],
  ['a position of the future', '999999999999-1'],
])('%s is answered by a reset', async (_, lastEventId) => {
  const reader = await listen(lastEventId);
  expect(await reader.next('reset')).toMatchObject({ id: expect.stringMatching(/^\d+-0$/) });
  await create(`after-reset-${lastEventId.length}`);
  expect(recordIds([await reader.next('record')])).toEqual([`after-reset-${lastEventId.length}`]);
});

it.each(['x', '', '1', '-', '1-x', '99999999999999999999-1', "1-1'; DROP TABLE live_event"])(
  'a Last-Event-ID that is none (%j) is like none',
  async (lastEventId) => {
    const reader = await listen(lastEventId);
    await create(`no-id-${Buffer.from(lastEventId).toString('hex')}`);
    await reader.next('record');
  },
);

it('the reader works only while somebody listens', async () => {
  const reader = await listen();
  await eventually('one listener', () => feed().size === 1);
  reader.close();
  await eventually('no listener', () => feed().size === 0);
});

it('a thousand events of many writers reach many listeners, each once', async () => {
  const listeners = await Promise.all(Array.from({ length: 10 }, () => listen()));
  await Promise.all(
    Array.from({ length: 8 }, (_, writer) =>
      api.engine.rows(
        `INSERT INTO live_event (record_id, record_status) SELECT 'w${writer}-' || n, 'PENDING' FROM generate_series(1, 125) n`,
      ),
    ),
  );
  for (const reader of listeners) {
    await reader.until('1,000 events', (events) => events.length >= 1_000);
    expect(new Set(recordIds(reader.received)).size).toBe(1_000);
    expect(reader.received).toHaveLength(1_000);
  }
});

it('a client that does not read is cut off, and the others are not held up', async () => {
  const controller = new AbortController();
  const stuck = await api.fetch('/api/events', { signal: controller.signal });
  expect(stuck.status).toBe(200);
  const reader = await listen();
  await eventually('two listeners', () => feed().size === 2);
  const name = 'x'.repeat(250);
  for (let round = 0; round < 60 && feed().size === 2; round++) {
    await api.engine.rows(
      `INSERT INTO live_event (record_id, record_status) SELECT $1, 'PENDING' FROM generate_series(1, 1000)`,
      [name],
    );
    await reader.until('all of the round', (events) => events.length === 1_000);
    reader.received.length = 0;
  }
  await eventually('the stuck client is gone', () => feed().size === 1);
  controller.abort();
});
