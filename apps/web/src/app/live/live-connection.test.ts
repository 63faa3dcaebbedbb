import { LiveConnection, type LiveSink, type StreamRequest } from './live-connection';

interface OpenedStream {
  readonly request: StreamRequest;
  readonly end: () => void;
}

function setUp(lastEventId?: string) {
  const streams: OpenedStream[] = [];
  const sink = { onEvents: jest.fn(), onReload: jest.fn().mockResolvedValue(true) } satisfies LiveSink;
  const connection = new LiveConnection(
    (request) => new Promise((resolve) => streams.push({ request, end: resolve })),
    sink,
    lastEventId,
  );
  const states: string[] = [];
  connection.subscribe(() => states.push(connection.state()));
  const stream = () => {
    const last = streams.at(-1);
    if (last === undefined) throw new Error('no stream was opened');
    return last;
  };
  return { connection, sink, states, streams, stream };
}

const settled = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('is live once the stream is open, and hands on what it says', () => {
  const { connection, sink, stream } = setUp();
  connection.connect();
  expect(connection.state()).toBe('connecting');
  stream().request.onOpen();
  expect(connection.state()).toBe('live');
  stream().request.onEvent('record', { id: 'r', status: 'FAILED' }, '7');
  expect(sink.onEvents).toHaveBeenCalledWith([{ kind: 'record', recordId: 'r', status: 'FAILED' }]);
});

it('reads everything again after a first connection without a position: what changed before it is not known', () => {
  const { connection, sink, stream } = setUp();
  connection.connect();
  expect(sink.onReload).not.toHaveBeenCalled();
  stream().request.onOpen();
  expect(sink.onReload).toHaveBeenCalledTimes(1);
});

it('reads nothing again when it knows from where on: the stream tells what changed since', () => {
  const { connection, sink, states, stream } = setUp('of the page');
  connection.connect();
  expect([connection.state(), stream().request.lastEventId]).toEqual(['connecting', 'of the page']);
  stream().request.onOpen();
  expect(states).toEqual(['live']);
  expect(sink.onReload).not.toHaveBeenCalled();
});

it('comes back to where it was, without reading everything again', async () => {
  const { connection, sink, states, stream, streams } = setUp();
  connection.connect();
  stream().request.onOpen();
  stream().request.onEvent(undefined, undefined, 'position-1');
  stream().end();
  await settled();
  expect(connection.state()).toBe('reconnecting');
  await jest.advanceTimersByTimeAsync(500);
  expect(streams).toHaveLength(2);
  expect(stream().request.lastEventId).toBe('position-1');
  stream().request.onOpen();
  expect(states).toEqual(['live', 'reconnecting', 'live']);
  expect(sink.onReload).toHaveBeenCalledTimes(1);
});

it('polls every five seconds while the stream stays away, and stops when it is back', async () => {
  const { connection, sink, stream } = setUp();
  connection.connect();
  stream().request.onOpen();
  sink.onReload.mockClear();
  for (let attempt = 0; attempt < 20 && connection.state() !== 'polling'; attempt += 1) {
    stream().end();
    await jest.advanceTimersByTimeAsync(1000);
  }
  expect(connection.state()).toBe('polling');
  expect(sink.onReload).toHaveBeenCalledTimes(1);
  stream().end();
  await jest.advanceTimersByTimeAsync(5000);
  expect(sink.onReload).toHaveBeenCalledTimes(2);
  stream().request.onOpen();
  expect(connection.state()).toBe('live');
  const calls = sink.onReload.mock.calls.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(sink.onReload).toHaveBeenCalledTimes(calls);
});

it('says that the server does not answer while polls bring nothing or hang, and when they do again', async () => {
  const { connection, sink, states, stream } = setUp();
  connection.connect();
  stream().request.onOpen();
  let answer: (isRead: boolean) => void = () => {};
  sink.onReload.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const poll = async (isRead?: boolean) => {
    stream().end();
    await jest.advanceTimersByTimeAsync(5000);
    if (isRead !== undefined) answer(isRead);
    await settled();
  };
  sink.onReload.mockClear();
  await poll();
  await poll();
  expect(sink.onReload).toHaveBeenCalledTimes(1);
  answer(true);
  await settled();
  await poll(false);
  await poll(true);
  expect(states).toEqual(['live', 'reconnecting', 'offline', 'polling', 'offline', 'polling']);
  stream().request.onOpen();
  answer(true);
  await settled();
  expect(connection.state()).toBe('live');
});

it('tries again ever more slowly, but at least every five seconds', async () => {
  const { connection, stream, streams } = setUp();
  connection.connect();
  const openedAfter: number[] = [];
  for (const delay of [500, 1000, 2000, 5000, 5000]) {
    const before = streams.length;
    stream().end();
    await jest.advanceTimersByTimeAsync(delay - 1);
    expect(streams).toHaveLength(before);
    await jest.advanceTimersByTimeAsync(1);
    expect(streams).toHaveLength(before + 1);
    openedAfter.push(delay);
  }
  expect(openedAfter).toHaveLength(5);
});

it('lets go of everything when paused, and ignores what an old stream still says', async () => {
  const { connection, sink, stream, streams } = setUp();
  connection.connect();
  const old = stream();
  old.request.onOpen();
  connection.pause();
  expect(connection.state()).toBe('paused');
  expect(old.request.signal.aborted).toBe(true);
  old.request.onEvent('record', { id: 'r', status: 'FAILED' }, '7');
  old.end();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(sink.onEvents).not.toHaveBeenCalled();
  expect(streams).toHaveLength(1);
  connection.connect();
  expect(streams).toHaveLength(2);
});

it('opens one stream, however often it is asked to', () => {
  const { connection, streams } = setUp();
  connection.connect();
  connection.connect();
  expect(streams).toHaveLength(1);
});
