import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { notFound } from '@app/process-core';
import { AttemptOutputRepository, isUuid, type OutputState, readOutput, TaskRepository } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { TaskLogQuery } from './task-log.query.dto';

/** Sends what attempts wrote. */
@Injectable()
export class TaskLogService {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly output: AttemptOutputRepository,
  ) {}

  /** Sends the lines as they are read, no faster than the client takes them. Throws `not-found`. */
  async send(taskId: string, query: TaskLogQuery, response: Response): Promise<void> {
    const state = await this.findState(taskId, query.attempt);
    const first = firstLine(query.fromLine, state?.lastLine ?? 0);
    response.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Log-Attempt': String(state?.attempt ?? 0),
      'X-Log-Lines': String(state?.lastLine ?? 0),
      'X-Log-First-Line': String(first),
      'X-Log-Complete': String(state !== null && state.outcome !== null),
    });
    if (query.download) response.attachment(`task-${taskId}-attempt-${state?.attempt ?? 0}.log`);
    const pieces = state ? readOutput(this.output, taskId, state.attempt, { first, count: query.lines }) : [];
    await pipeline(Readable.from(pieces, { objectMode: false }), response).catch(ignoreGoneClient);
  }

  /** The given attempt, or the latest; null while there is none. Throws `not-found` for the task or the attempt. */
  async findState(taskId: string, attempt: number | undefined): Promise<OutputState | null> {
    const state = isUuid(taskId) ? await this.output.findState(taskId, attempt) : null;
    if (state) return state;
    if (!isUuid(taskId) || (await this.tasks.findStatus(taskId)) === null) throw notFound('task', taskId);
    if (attempt !== undefined) throw notFound(`attempt of task ${taskId}`, String(attempt));
    return null;
  }
}

function firstLine(fromLine: number | undefined, lastLine: number): number {
  if (fromLine === undefined) return 1;
  return fromLine > 0 ? fromLine : Math.max(1, lastLine + 1 + fromLine);
}

function ignoreGoneClient(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
