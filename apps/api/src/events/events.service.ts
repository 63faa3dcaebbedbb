import { formatPosition, type LiveEvent, LiveEventFeed, parsePosition } from '@app/live-events';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ServerSentEvent, SseConnection } from '../http/sse-connection';
import { SseConnections } from '../http/sse-connections';

/** Streams changes to dashboards. */
@Injectable()
export class EventsService {
  constructor(
    private readonly feed: LiveEventFeed,
    private readonly connections: SseConnections,
  ) {}

  /** Resolves when the stream is under way; it ends when the client goes. */
  async stream(request: Request, response: Response): Promise<void> {
    const pending: ServerSentEvent[] = [];
    const to: { connection: SseConnection | undefined } = { connection: undefined };
    const send = (event: ServerSentEvent): unknown => (to.connection ? to.connection.send(event) : pending.push(event));
    // Subscribed before the headers go out: when the database is away, the client gets a problem response.
    const unsubscribe = await this.feed.subscribe(
      {
        changed: (event) => toServerSentEvents(event).forEach(send),
        reset: (position, missed) =>
          send({ id: formatPosition(position), ...(missed && { event: 'reset', data: {} }) }),
      },
      parsePosition(request.header('last-event-id') ?? ''),
    );
    to.connection = this.connections.tryOpen(request, response);
    if (!to.connection) return unsubscribe();
    pending.forEach(send);
    to.connection.closed.addEventListener('abort', unsubscribe, { once: true });
    if (to.connection.closed.aborted) unsubscribe();
  }
}

// The id goes with the last one: whoever lost the connection between them gets them all again.
function toServerSentEvents(event: LiveEvent): ServerSentEvent[] {
  const { recordId, recordStatus, runId, runStatus, taskId, taskIndex, taskStatus } = event;
  const changes: ServerSentEvent[] = [];
  if (recordStatus !== null) changes.push({ event: 'record', data: { id: recordId, status: recordStatus } });
  if (runId !== null && runStatus !== null)
    changes.push({ event: 'run', data: { id: runId, status: runStatus, recordId } });
  if (taskId !== null && taskStatus !== null)
    changes.push({ event: 'task', data: { id: taskId, status: taskStatus, taskIndex, runId, recordId } });
  const last = changes.pop();
  return last ? [...changes, { ...last, id: formatPosition(event.position) }] : [];
}
