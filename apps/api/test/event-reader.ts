import type { ApiFixture } from './api-fixture';

export interface ReceivedEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: unknown;
}

const LIMIT_MS = 60_000;

/** Reads a stream of server-sent events, as browsers do. */
export class EventReader {
  readonly received: ReceivedEvent[] = [];
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>;
  /** What an EventSource would send when it comes back. */
  lastEventId = '';
  private readonly waiting = new Set<() => void>();
  private over = false;

  private constructor(
    response: Response,
    private readonly controller: AbortController,
  ) {
    this.ended = this.read(response).finally(() => {
      this.over = true;
      for (const check of this.waiting) check();
    });
  }

  /** @param sender headers that say who follows; by default the administrator */
  static async open(
    api: ApiFixture,
    path: string,
    lastEventId?: string,
    sender?: Readonly<Record<string, string>>,
  ): Promise<EventReader> {
    const controller = new AbortController();
    const headers = { Accept: 'text/event-stream', ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }) };
    const response = await (sender === undefined
      ? api.fetch(path, { headers, signal: controller.signal })
      : fetch(`${api.url}${path}`, { headers: { ...headers, ...sender }, signal: controller.signal }));
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    return new EventReader(response, controller);
  }

  /** Takes the oldest event of the name that was not taken yet; waits for it. */
  async next(name: string): Promise<ReceivedEvent> {
    return this.waitFor(`an event '${name}'`, () => {
      const index = this.received.findIndex((event) => event.event === name);
      return index < 0 ? undefined : this.received.splice(index, 1)[0];
    });
  }

  /** Waits until the received events pass the check. */
  async until(what: string, check: (received: readonly ReceivedEvent[]) => boolean): Promise<void> {
    await this.waitFor(what, () => check(this.received) || undefined);
  }

  /** Everything up to the end of the stream. */
  async rest(): Promise<ReceivedEvent[]> {
    await this.ended;
    return this.received.splice(0);
  }

  /** Goes away, as a closed tab does. */
  close(): void {
    this.controller.abort();
  }

  private async waitFor<T>(what: string, probe: () => T | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`not within ${LIMIT_MS} ms: ${what}`))), LIMIT_MS);
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.waiting.delete(check);
        settle();
      };
      const check = (): void => {
        const found = probe();
        if (found !== undefined) finish(() => resolve(found));
        else if (this.over) finish(() => reject(new Error(`the stream ended without ${what}`)));
      };
      this.waiting.add(check);
      check();
    });
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let buffer = '';
    try {
      for await (const bytes of response.body ?? []) {
        buffer += decoder.decode(bytes as Uint8Array, { stream: true });
        for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
          this.take(buffer.slice(0, end));
          buffer = buffer.slice(end + 2);
        }
      }
    } catch (error) {
      if (!this.controller.signal.aborted) throw error;
    }
  }

  private take(block: string): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const [event, id, data] = [field('event'), field('id'), field('data')];
    if (id !== undefined) this.lastEventId = id;
    if (data === undefined) return;
    this.received.push({
      ...(event !== undefined && { event }),
      ...(id !== undefined && { id }),
      data: JSON.parse(data) as unknown,
    });
    for (const check of this.waiting) check();
  }
}
