import { type LiveEvent, parseLiveEvent } from './live-event';

/**
 * `polling`: the stream has been away for a while, what is on screen is read again every few seconds instead;
 * `offline`: nor does that bring an answer.
 */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'polling' | 'offline' | 'paused';

export interface StreamRequest {
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  readonly onEvent: (name: string | undefined, data: unknown, id: string | undefined) => void;
}

/** Opens the event stream; settles when it is over, for whatever reason. */
export type OpenStream = (request: StreamRequest) => Promise<void>;

export interface LiveSink {
  onEvents(events: readonly LiveEvent[]): void;
  /**
   * Everything on screen is to be read again: at each poll, and after a connection without a position. Resolves when that
   * is done, to whether anything could be read.
   */
  onReload(): Promise<boolean>;
}

const POLL_MS = 5000;
const RETRY_MS = [500, 1000, 2000, 5000] as const;
const LAST_RETRY_MS = 5000;

/** Keeps the event stream open as long as it is wanted, says how that goes, and polls while it is away. */
export class LiveConnection {
  private current: LiveState = 'connecting';
  private readonly listeners = new Set<() => void>();
  private wasLive = false;
  private stream: AbortController | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private poll: ReturnType<typeof setInterval> | undefined;
  private polling: Promise<void> | undefined;
  private failures = 0;

  /**
   * @param lastEventId of a moment before anything was read, where that is known: then nothing has to be read again
   */
  constructor(
    private readonly open: OpenStream,
    private readonly sink: LiveSink,
    private lastEventId?: string,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): LiveState => this.current;

  /** Connects, or reconnects after a pause from where it left off. */
  connect(): void {
    if (this.stream !== undefined) return;
    this.enter(this.wasLive ? 'reconnecting' : 'connecting');
    this.failures = 0;
    this.openStream();
  }

  /** Lets go of the stream: a page that nobody looks at must not hold one of the browser's few connections. */
  pause(): void {
    const stream = this.stream;
    this.stream = undefined;
    stream?.abort();
    clearTimeout(this.retry);
    this.stopPolling();
    this.enter('paused');
  }

  private openStream(): void {
    const stream = new AbortController();
    this.stream = stream;
    const { lastEventId } = this;
    const whileCurrent =
      <Arguments extends unknown[]>(action: (...args: Arguments) => void) =>
      (...args: Arguments) => {
        if (this.stream === stream) action(...args);
      };
    const lost = whileCurrent(() => this.onLost());
    void this.open({
      lastEventId,
      signal: stream.signal,
      onOpen: whileCurrent(() => this.onOpen(lastEventId)),
      onEvent: whileCurrent((name: string | undefined, data: unknown, id: string | undefined) =>
        this.onEvent(name, data, id),
      ),
    }).then(lost, lost);
  }

  private onOpen(lastEventId: string | undefined): void {
    this.failures = 0;
    this.wasLive = true;
    this.stopPolling();
    this.enter('live');
    // Without a position in the stream, what changed between the first reading and now is not known.
    if (lastEventId === undefined) void this.sink.onReload();
  }

  private onEvent(name: string | undefined, data: unknown, id: string | undefined): void {
    if (id !== undefined) this.lastEventId = id;
    const event = parseLiveEvent(name, data);
    if (event !== null) this.sink.onEvents([event]);
  }

  private onLost(): void {
    if (this.current === 'live' || this.current === 'connecting') this.enter('reconnecting');
    this.poll ??= setInterval(() => this.pollOnce(), POLL_MS);
    const delay = RETRY_MS[this.failures] ?? LAST_RETRY_MS;
    this.failures += 1;
    this.retry = setTimeout(() => this.openStream(), delay);
  }

  private pollOnce(): void {
    // A server that hangs keeps the requests; more of them would not help it.
    if (this.polling !== undefined) {
      this.enter('offline');
      return;
    }
    const { poll } = this;
    this.polling = this.sink.onReload().then((isRead) => {
      this.polling = undefined;
      if (poll !== undefined && this.poll === poll) this.enter(isRead ? 'polling' : 'offline');
    });
  }

  private stopPolling(): void {
    clearInterval(this.poll);
    this.poll = undefined;
  }

  private enter(state: LiveState): void {
    if (this.current === state) return;
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
