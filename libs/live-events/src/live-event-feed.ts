import { comparePositions, type FeedPosition, type LiveEvent } from './live-event';

/** What the feed reads from. */
export interface LiveEventSource {
  readHead(): Promise<FeedPosition>;
  readAfter(position: FeedPosition, limit: number): Promise<LiveEvent[]>;
  isKept(position: FeedPosition): Promise<boolean>;
}

/** One who hears of changes. Must not throw. */
export interface LiveEventListener {
  changed(event: LiveEvent): void;
  /** Changes may have been missed; from here on none is. Also the first call, unless an earlier position is resumed. */
  reset(position: FeedPosition, missed: boolean): void;
}

export interface LiveEventFeedOptions {
  readonly pollMs: number;
  /** Called at the first failure of an outage, and with null when it is over. */
  readonly onOutage?: (error: unknown) => void;
}

interface Subscriber {
  readonly listener: LiveEventListener;
  /** Up to where it was served. */
  served: FeedPosition;
}

const BATCH = 1_000;

/**
 * Hands the changes of all replicas to the listeners of this process. One reader for all of them, and none while
 * nobody listens.
 */
export class LiveEventFeed {
  private readonly subscribers = new Set<Subscriber>();
  private position: FeedPosition | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reading = false;
  private failing = false;

  constructor(
    private readonly source: LiveEventSource,
    private readonly options: LiveEventFeedOptions,
  ) {}

  /** Listeners at present. */
  get size(): number {
    return this.subscribers.size;
  }

  /** Where the feed is now: who reads data after this, and then subscribes from here, misses no change. */
  head(): Promise<FeedPosition> {
    return this.source.readHead();
  }

  /**
   * Begins to tell the listener of changes: all after `since`, or from now on when it is absent. Gives what ends it.
   * Throws when the database is away.
   */
  async subscribe(listener: LiveEventListener, since?: FeedPosition): Promise<() => void> {
    const start = await this.startOf(since);
    const subscriber: Subscriber = { listener, served: start.position };
    listener.reset(start.position, start.missed);
    this.subscribers.add(subscriber);
    // The reader goes back to where the newcomer is; the others have what they were served already.
    if (this.position === undefined || comparePositions(start.position, this.position) < 0)
      this.position = start.position;
    this.readSoon(0);
    return () => this.unsubscribe(subscriber);
  }

  private async startOf(since: FeedPosition | undefined): Promise<{ position: FeedPosition; missed: boolean }> {
    if (since !== undefined && (await this.source.isKept(since))) return { position: since, missed: false };
    return { position: await this.source.readHead(), missed: since !== undefined };
  }

  private unsubscribe(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
    if (this.subscribers.size > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.position = undefined;
  }

  private readSoon(delayMs: number): void {
    if (this.reading || this.subscribers.size === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), delayMs);
  }

  private async read(): Promise<void> {
    this.reading = true;
    let delayMs = this.options.pollMs;
    try {
      if (this.failing) await this.recover();
      else if (await this.readBatch()) delayMs = 0;
    } catch (error) {
      if (!this.failing) this.options.onOutage?.(error);
      this.failing = true;
    }
    this.reading = false;
    this.readSoon(delayMs);
  }

  /** True when there may be more to read at once. */
  private async readBatch(): Promise<boolean> {
    const from = this.position;
    if (from === undefined) return false;
    const events = await this.source.readAfter(from, BATCH);
    for (const event of events) this.serve(event, from);
    // Somebody who subscribed meanwhile may have moved the reader back.
    const last = events.at(-1);
    if (this.position !== from) return true;
    if (last && this.subscribers.size > 0) this.position = last.position;
    return events.length === BATCH;
  }

  // Who came while this was read and wants earlier events is served by the next read, in order.
  private serve(event: LiveEvent, from: FeedPosition): void {
    for (const subscriber of this.subscribers) {
      if (comparePositions(subscriber.served, from) < 0) continue;
      if (comparePositions(event.position, subscriber.served) <= 0) continue;
      subscriber.served = event.position;
      subscriber.listener.changed(event);
    }
  }

  // What happened while the database was away may be lost: a crash empties the table.
  private async recover(): Promise<void> {
    const head = await this.source.readHead();
    this.failing = false;
    this.options.onOutage?.(null);
    this.position = head;
    for (const subscriber of this.subscribers) {
      subscriber.served = head;
      subscriber.listener.reset(head, true);
    }
  }
}
