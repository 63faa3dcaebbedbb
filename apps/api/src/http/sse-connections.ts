import { AccessSettings, type Principal, RightCheckRepository } from '@app/access';
import { Config } from '@app/config';
import { type BeforeApplicationShutdown, HttpStatus, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Problem, sendProblem } from './problem';
import { requesterOf } from './requester';
import { SseConnection } from './sse-connection';

// Each costs a socket and memory; browsers open at most six to one host.
const MAX_CONNECTIONS = 500;
const RETRY_AFTER_SECONDS = '10';

/**
 * The open streams of this process: limited in number, ended when those who follow them may not any more, and before the
 * server closes.
 */
@Injectable()
export class SseConnections implements BeforeApplicationShutdown {
  private readonly open = new Map<SseConnection, Principal>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly rights: RightCheckRepository,
    private readonly settings: AccessSettings,
    private readonly config: Config,
  ) {}

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
    const principal = requesterOf(request);
    const obstacle = this.obstacleFor(principal);
    if (obstacle !== undefined) {
      sendProblem(request, response, { ...obstacle, headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
      return undefined;
    }
    const connection = new SseConnection(response);
    this.open.set(connection, principal);
    connection.closed.addEventListener('abort', () => this.open.delete(connection), { once: true });
    if (connection.closed.aborted) this.open.delete(connection);
    this.checkLater();
    return connection;
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.timer);
    for (const connection of [...this.open.keys()]) connection.close();
  }

  private obstacleFor({ userId }: Principal): Problem | undefined {
    if (this.open.size >= MAX_CONNECTIONS)
      return { status: HttpStatus.SERVICE_UNAVAILABLE, detail: `${MAX_CONNECTIONS} streams are open here already.` };
    const most = this.config.streamsPerUser;
    const own = [...this.open.values()].filter((principal) => principal.userId === userId).length;
    if (own < most) return undefined;
    return {
      status: HttpStatus.TOO_MANY_REQUESTS,
      detail: `You have ${own} streams open already, and may have ${most}.`,
    };
  }

  private checkLater(): void {
    if (this.timer !== undefined || this.open.size === 0) return;
    this.timer = setTimeout(() => {
      void this.check().finally(() => {
        this.timer = undefined;
        this.checkLater();
      });
    }, this.settings.streamCheckMs);
  }

  // While the database is away there is nothing new to be told either.
  private async check(): Promise<void> {
    const holding = { idleMs: this.settings.signInIdleMs, now: this.settings.now() };
    const asked = [...this.open];
    const principals = asked.map(([, principal]) => principal);
    const held = await this.rights.stillHold(principals, holding).catch(() => undefined);
    if (held === undefined) return;
    for (const [connection, principal] of asked) if (!held.has(principal)) connection.close();
  }
}
