import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { notFound } from '@app/process-core';
import {
  AttemptOutputRepository,
  isUuid,
  type OutputState,
  readLine,
  readLines,
  readOutput,
  searchOutput,
  TaskRepository,
} from '@app/process-records';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isKnownAlready } from './task-log.caching';
import type { TaskLogLineDto, TaskLogLinesDto, TaskLogMatchesDto } from './task-log.dto';
import type { TaskLogLineQuery, TaskLogLinesQuery, TaskLogQuery, TaskLogSearchQuery } from './task-log.query.dto';

/** Sends what attempts wrote. */
@Injectable()
export class TaskLogService {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly output: AttemptOutputRepository,
  ) {}

  /** Sends the lines as they are read, no faster than the client takes them. Throws `not-found`. */
  async send(taskId: string, query: TaskLogQuery, request: Request, response: Response): Promise<void> {
    const state = await this.findState(taskId, query.attempt);
    if (isKnownAlready(request, response, state, query.attempt !== undefined)) return;
    const first = firstLine(query.fromLine, state?.lastLine ?? 0);
    response.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Log-Attempt': String(state?.attempt ?? 0),
      'X-Log-Lines': String(state?.lastLine ?? 0),
      'X-Log-First-Line': String(first),
      'X-Log-Complete': String(state !== null && state.outcome !== null),
    });
    if (query.download) response.attachment(`task-${taskId}-attempt-${state?.attempt ?? 0}.log`);
    const pieces = state ? readOutput(this.output, taskId, state.attempt, { first, count: query.lines }) : [];
    await pipeline(Readable.from(pieces, { objectMode: false }), response).catch(ignoreGoneClient);
  }

  /** Sends lines as text. Throws `not-found`. */
  async sendLines(taskId: string, query: TaskLogLinesQuery, request: Request, response: Response): Promise<void> {
    const state = await this.findState(taskId, query.attempt);
    if (isKnownAlready(request, response, state, query.attempt !== undefined)) return;
    const { attempt = 0, lastLine = 0, lastChunk = null } = state ?? {};
    const missing = state === null ? [] : await this.output.findMissing(taskId, attempt);
    const afterGap = query.fromLine < 0 ? Math.max(1, ...missing.map(({ nextLine }) => nextLine ?? 1)) : 1;
    const first = Math.max(firstLine(query.fromLine, lastLine), afterGap);
    const wanted = { first, count: query.limit, until: lastChunk ?? -1 };
    const read = await readLines(this.output, taskId, attempt, wanted);
    const lines: TaskLogLinesDto = {
      attempt,
      complete: state !== null && state.outcome !== null,
      lastLine,
      missing,
      firstLine: read.first,
      lines: [...read.lines],
      cut: [...read.cut],
      style: read.style,
      cursor: read.endChunk === null ? null : `${attempt}.${read.endChunk}`,
    };
    response.json(lines);
  }

  /** Gives a part of one line. Throws `not-found`. */
  async getLine(taskId: string, line: number, query: TaskLogLineQuery): Promise<TaskLogLineDto> {
    const state = await this.findState(taskId, query.attempt);
    const { attempt = 0, lastLine = 0 } = state ?? {};
    const part = line < 1 || line > lastLine ? null : await readLine(this.output, taskId, attempt, { line, ...query });
    if (part === null) throw notFound(`line of attempt ${attempt} of task ${taskId}`, String(line));
    return { attempt, line, fromByte: query.fromByte, ...part };
  }

  /** Looks for a text in the whole output. Throws `not-found`. */
  async search(taskId: string, query: TaskLogSearchQuery): Promise<TaskLogMatchesDto> {
    const state = await this.findState(taskId, query.attempt);
    if (!state) return { attempt: 0, matches: [], count: 0, nextLine: null };
    const { q: text, matchCase, fromLine, beforeLine, limit } = query;
    const wanted = { text, matchCase, fromLine, beforeLine, limit };
    const { matches, ...found } = await searchOutput(this.output, taskId, state.attempt, wanted);
    return { attempt: state.attempt, matches: [...matches], ...found };
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
