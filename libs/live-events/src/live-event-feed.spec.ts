import { EventEmitter, once } from 'node:events';
import { comparePositions, type FeedPosition, formatPosition, type LiveEvent, parsePosition } from './live-event';
import { LiveEventFeed, type LiveEventListener, type LiveEventSource } from './live-event-feed';

const at = (xid: number, id = 0): FeedPosition => ({ xid: BigInt(xid), id: BigInt(id) });

function event(xid: number): LiveEvent {
  const none = { runId: null, runStatus: null, taskId: null, taskIndex: null, taskStatus: null };
  return { position: at(xid, 1), recordId: `record-${xid}`, recordStatus: 'PENDING', ...none };
}

/** A feed in memory; each read waits until the test lets it answer. */
class StoredEvents implements LiveEventSource {
  readonly events: LiveEvent[] = [];
  fault: Error | undefined;
  private waiting: (() => void)[] = [];
  private readonly asked: (() => void)[] = [];

  async readHead(): Promise<FeedPosition> {
    if (this.fault) throw this.fault;
    return at(this.events.length + 1);
  }

  async isKept(position: FeedPosition): Promise<boolean> {
    return position.xid >= 1n;
  }

  async readAfter(position: FeedPosition, limit: number): Promise<LiveEvent[]> {
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      for (const tell of this.asked.splice(0)) tell();
    });
    if (this.fault) throw this.fault;
    return this.events.filter((stored) => comparePositions(stored.position, position) > 0).slice(0, limit);
  }

  add(count: number): void {
    for (let n = 0; n < count; n++) this.events.push(event(this.events.length + 1));
  }

  /** Resolves when the feed waits for a read. */
  async nextRead(): Promise<void> {
    if (this.waiting.length === 0) await new Promise<void>((resolve) => this.asked.push(resolve));
  }

  /** Lets the read that is under way answer. */
  async release(): Promise<void> {
    await this.nextRead();
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Lets the read that is under way answer, and waits for the next one. */
  async answer(): Promise<void> {
    await this.release();
    await this.nextRead();
  }
}

class Heard implements LiveEventListener {
  readonly ids: string[] = [];
  readonly resets: boolean[] = [];

  changed({ recordId }: LiveEvent): void {
    this.ids.push(recordId);
  }

  reset(_position: FeedPosition, missed: boolean): void {
    this.resets.push(missed);
  }
}

let source: StoredEvents;
let feed: LiveEventFeed;
let outages: EventEmitter;
const ends: (() => void)[] = [];

beforeEach(() => {
  source = new StoredEvents();
  outages = new EventEmitter();
  feed = new LiveEventFeed(source, { pollMs: 1, onOutage: (error) => outages.emit(error === null ? 'end' : 'begin') });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function listen(since?: FeedPosition): Promise<Heard> {
  const heard = new Heard();
  ends.push(await feed.subscribe(heard, since));
  return heard;
}

const records = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `record-${from + n}`);

it('tells what comes after the subscription, once', async () => {
  source.add(3);
  const heard = await listen();
  source.add(2);
  await source.answer();
  await source.answer();
  expect([heard.ids, heard.resets]).toEqual([records(4, 5), [false]]);
});

it('reads more than one batch', async () => {
  const heard = await listen();
  source.add(2_500);
  for (let round = 0; round < 3; round++) await source.answer();
  expect(heard.ids).toEqual(records(1, 2_500));
});

it('a newcomer that resumes gets what it missed, and the others nothing twice', async () => {
  const old = await listen();
  source.add(5);
  await source.answer();
  // The newcomer comes while a read from the newest position is under way.
  await source.nextRead();
  const resumed = await listen(at(2, 1));
  source.add(1);
  for (let round = 0; round < 3; round++) await source.answer();
  expect(old.ids).toEqual(records(1, 6));
  expect(resumed.ids).toEqual(records(3, 6));
});

it('a position that is not kept is answered by a reset to now', async () => {
  source.add(4);
  const heard = await listen(at(0, 1));
  source.add(1);
  await source.answer();
  expect([heard.ids, heard.resets]).toEqual([records(5, 5), [true]]);
});

it('after an outage every listener is reset once, and told what comes then', async () => {
  const heard = [await listen(), await listen()];
  source.add(1);
  source.fault = new Error('away');
  const begun = once(outages, 'begin');
  await source.release();
  await begun;
  source.fault = undefined;
  await once(outages, 'end');
  source.add(1);
  await source.answer();
  expect(heard.map(({ ids, resets }) => [ids, resets])).toEqual([
    [records(2, 2), [false, true]],
    [records(2, 2), [false, true]],
  ]);
});

it('does not read once nobody listens', async () => {
  const heard = await listen();
  await source.nextRead();
  for (const end of ends.splice(0)) end();
  source.add(1);
  const read = jest.spyOn(source, 'readAfter');
  await source.release();
  // Longer than the interval between two reads.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([feed.size, heard.ids, read.mock.calls]).toEqual([0, [], []]);
});

describe('positions as text', () => {
  it('are read as they were written', () => {
    expect(parsePosition(formatPosition(at(12, 34)))).toEqual(at(12, 34));
  });

  it.each(['', '-', '1', '1-', '-1-1', '1-1-1', '1.5-1', '9223372036854775808-1', '1e3-1'])('%j is none', (text) => {
    expect(parsePosition(text)).toBeUndefined();
  });
});
