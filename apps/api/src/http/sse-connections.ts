import { type BeforeApplicationShutdown, HttpStatus, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sendProblem } from './problem';
import { SseConnection } from './sse-connection';

// Each costs a socket and memory; browsers open at most six to one host.
const MAX_CONNECTIONS = 500;

/** The open streams of this process: limited in number, and ended before the server closes. */
@Injectable()
export class SseConnections implements BeforeApplicationShutdown {
  private readonly open = new Set<SseConnection>();

  /** Streams at present. */
  get size(): number {
    return this.open.size;
  }

  /** Opens a stream; undefined when there are too many, or only the headers are wanted, which were then sent. */
  tryOpen(request: Request, response: Response): SseConnection | undefined {
    if (request.method === 'HEAD') {
      response.type('text/event-stream').end();
      return undefined;
    }
    if (this.open.size >= MAX_CONNECTIONS) {
      sendProblem(request, response, {
        status: HttpStatus.SERVICE_UNAVAILABLE,
        detail: 'Too many streams are open.',
        headers: { 'Retry-After': '10' },
      });
      return undefined;
    }
    const connection = new SseConnection(response);
    this.open.add(connection);
    connection.closed.addEventListener('abort', () => this.open.delete(connection), { once: true });
    return connection;
  }

  beforeApplicationShutdown(): void {
    for (const connection of this.open) connection.close();
  }
}
