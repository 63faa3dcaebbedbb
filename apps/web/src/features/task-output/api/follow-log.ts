import { streamTaskLog } from '@app/api-client';
import type { QueryClient } from '@tanstack/react-query';
import { isNotFound } from '../../../shared/request/request-error';
import type { LogTail } from '../log-tail';
import { logTailQuery } from './get-log';

const RECONNECT_MS = 1000;

/**
 * Reads the end of an attempt's output, and keeps it growing while the attempt runs. After a lost connection, and when
 * the attempt is over, the end is read again: what was missed between is never streamed.
 */
export async function followLog(
  queries: QueryClient,
  taskId: string,
  attempt: number,
  tail: LogTail,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && tail.state !== 'over') {
    try {
      const part = await queries.fetchQuery(logTailQuery(taskId, attempt));
      if (signal.aborted) return;
      tail.begin(part);
      if (!part.complete) await streamFrom(taskId, attempt, part.cursor, tail, signal);
    } catch (error) {
      if (signal.aborted) return;
      tail.become('lost', error);
      // The task is gone, with all that it printed.
      if (isNotFound(error)) return;
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }
}

/** Resolves when the attempt is over; throws when the stream is lost before. */
async function streamFrom(
  taskId: string,
  attempt: number,
  cursor: string | null,
  tail: LogTail,
  signal: AbortSignal,
): Promise<void> {
  let ended = false;
  const { stream } = await streamTaskLog({
    path: { taskId },
    query: { attempt },
    headers: cursor === null ? {} : { 'Last-Event-ID': cursor },
    signal,
    sseMaxRetryAttempts: 1,
    onSseEvent: ({ event, data }) => {
      if (event === 'end') ended = true;
      if (event === 'output' && isOutput(data)) tail.append(data.firstLine, data.text);
    },
  });
  for await (const _ of stream);
  if (!ended && !signal.aborted) throw new Error('The stream of the output was lost.');
}

function isOutput(data: unknown): data is { firstLine: number; text: string } {
  return typeof data === 'object' && data !== null && 'text' in data && typeof data.text === 'string';
}
