import type { Response } from 'express';

/** One server-sent event. */
export interface ServerSentEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: unknown;
}

// Clients take three silent ones for the end.
const HEARTBEAT_MS = 5_000;
const RETRY_MS = 2_000;
// A client that lags this far behind is cut off: it comes back and goes on where it was.
const BUFFER_LIMIT_BYTES = 1024 * 1024;

/** A stream of server-sent events to one client (WHATWG HTML, "Server-sent events"). */
export class SseConnection {
  private readonly heartbeat: NodeJS.Timeout;
  private readonly closing = new AbortController();

  /** Sends the headers. */
  constructor(private readonly response: Response) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    response.once('close', () => this.release());
    if (response.destroyed) this.release();
  }

  /** Aborts when the client is gone or the stream was closed. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** Sends the event; data as JSON in one line. Cuts the client off when it does not keep up. */
  send({ event, id, data }: ServerSentEvent): void {
    const lines = [
      ...(id === undefined ? [] : [`id: ${id}`]),
      ...(event === undefined ? [] : [`event: ${event}`]),
      ...(data === undefined ? [] : [`data: ${JSON.stringify(data)}`]),
    ];
    this.write(`${lines.join('\n')}\n\n`);
  }

  /** Resolves when what was sent has left for the client, or when the stream is closed. */
  async drained(): Promise<void> {
    if (!this.response.writableNeedDrain || this.closed.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.response.off('drain', done);
        this.closed.removeEventListener('abort', done);
        resolve();
      };
      this.response.once('drain', done);
      this.closed.addEventListener('abort', done, { once: true });
    });
  }

  /** Ends the stream after what was sent. */
  close(): void {
    this.release();
    this.response.end();
  }

  // Not while something waits to be sent: that says as much.
  private beat(): void {
    if (this.response.writableLength === 0) this.write(': still here\n\n');
  }

  private write(text: string): void {
    if (this.closed.aborted) return;
    if (this.response.writableLength > BUFFER_LIMIT_BYTES) {
      this.release();
      this.response.destroy();
      return;
    }
    this.response.write(text);
  }

  private release(): void {
    clearInterval(this.heartbeat);
    this.closing.abort();
  }
}
