import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionFault } from '@app/database';
import { AttemptOutputRepository, type OutputState, TaskRepository } from '@app/process-records';
import { HttpStatus, Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { SseConnection } from '../http/sse-connection';
import { SseConnections } from '../http/sse-connections';
import { OutputCursor } from './output-cursor';
import type { TaskLogStreamQuery } from './task-log.query.dto';
import { TaskLogService } from './task-log.service';

// Together with the interval at which workers store output, what a reader sees is less than a second old.
const POLL_MS = 400;
const OUTAGE_POLL_MS = 2_000;
const BATCH = 4;
/** Id of the last event; a client that comes back with it is told that there is nothing more. */
const END_ID = 'end';

/** Streams what attempts write while they write it. */
@Injectable()
export class TaskLogStreamService {
  private readonly logger = new Logger(TaskLogStreamService.name);

  constructor(
    private readonly tasks: TaskRepository,
    private readonly output: AttemptOutputRepository,
    private readonly logs: TaskLogService,
    private readonly connections: SseConnections,
  ) {}

  /** Sends all that was written and then what comes; ends with the attempt. Throws `not-found` before it begins. */
  async follow(taskId: string, query: TaskLogStreamQuery, request: Request, response: Response): Promise<void> {
    const lastEventId = request.header('last-event-id');
    if (lastEventId === END_ID) {
      // The status that keeps an EventSource from coming back.
      response.status(HttpStatus.NO_CONTENT).end();
      return;
    }
    const cursor = OutputCursor.after(lastEventId, query.attempt);
    await this.logs.findState(taskId, cursor.attempt);
    const connection = this.connections.tryOpen(request, response);
    if (connection) await this.pump(taskId, cursor, connection);
  }

  private async pump(taskId: string, cursor: OutputCursor, connection: SseConnection): Promise<void> {
    while (!connection.closed.aborted) {
      const pauseMs = await this.sendNext(taskId, cursor, connection).catch((error: unknown) => this.outlast(error));
      if (pauseMs === 'over') return connection.close();
      await connection.drained();
      if (pauseMs > 0) await delay(pauseMs, undefined, { signal: connection.closed }).catch(() => undefined);
    }
  }

  /** Gives how long to wait for more, in ms. */
  private async sendNext(taskId: string, cursor: OutputCursor, connection: SseConnection): Promise<number | 'over'> {
    // The state is read before the output: when it says that the attempt is over, all its output is there.
    const state = await this.output.findState(taskId, cursor.attempt);
    if (!state) return (await this.willNeverRun(taskId)) ? end(connection, null) : POLL_MS;
    const pieces = await this.output.read(taskId, cursor.choose(state.attempt), cursor.fromChunk, BATCH);
    for (const piece of pieces) {
      const event = cursor.take(piece);
      if (event) connection.send({ event: 'output', ...event });
    }
    if (pieces.length === BATCH) return 0;
    if (state.outcome === null) return POLL_MS;
    const rest = cursor.flush();
    if (rest) connection.send({ event: 'output', data: rest });
    return end(connection, state);
  }

  private async willNeverRun(taskId: string): Promise<boolean> {
    const status = await this.tasks.findStatus(taskId);
    return status !== 'PENDING' && status !== 'IN_PROGRESS';
  }

  // A stream that ended with an error would be given up by browsers: it outlasts the outage.
  private outlast(error: unknown): number | 'over' {
    if (isConnectionFault(error)) return OUTAGE_POLL_MS;
    this.logger.error({ err: error }, 'A log stream broke off.');
    return 'over';
  }
}

function end(connection: SseConnection, state: OutputState | null): 'over' {
  const { attempt = 0, outcome = null, exitCode = null, signal = null, errorMessage = null } = state ?? {};
  connection.send({ event: 'end', id: END_ID, data: { attempt, outcome, exitCode, signal, errorMessage } });
  return 'over';
}
