import type { OutputState } from '@app/process-records';
import { HttpStatus } from '@nestjs/common';
import type { Request, Response } from 'express';

// Whoever ended these attempts stored all their output with the end. To others (stopped, lost) some may be added.
const FINAL = new Set<OutputState['outcome']>(['SUCCEEDED', 'FAILED', 'TIMED_OUT']);
const FINAL_SECONDS = 3600;

/**
 * Says how long an answer about an attempt's output holds, and answers 304 by itself when the client has it already:
 * true then. What is stored is only ever added to, so that attempt, last chunk and outcome name its state.
 * @param named whether the request names the attempt; without, the same address leads to another one later
 */
export function isKnownAlready(
  request: Request,
  response: Response,
  state: OutputState | null,
  named: boolean,
): boolean {
  if (state === null) return false;
  const final = named && FINAL.has(state.outcome);
  const etag = `"${state.attempt}.${state.lastChunk ?? '-'}.${state.outcome ?? 'open'}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', final ? `private, max-age=${FINAL_SECONDS}, immutable` : 'private, no-cache');
  response.vary('Authorization');
  response.vary('Cookie');
  if (!request.header('if-none-match')?.includes(etag)) return false;
  response.status(HttpStatus.NOT_MODIFIED).end();
  return true;
}
