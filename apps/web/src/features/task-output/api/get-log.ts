import { client, getTaskLogLines } from '@app/api-client';
import { queryOptions } from '@tanstack/react-query';

/** Lines that one request reads. */
export const BLOCK_LINES = 1000;

/** A part of an attempt's output. Lines are counted from 1. */
export interface LogPart {
  readonly first: number;
  readonly lines: readonly string[];
  /** Lines in the whole output. */
  readonly total: number;
}

async function readLog(taskId: string, attempt: number, fromLine: number, signal: AbortSignal): Promise<LogPart> {
  const query = { attempt, fromLine, limit: BLOCK_LINES };
  const { data } = await getTaskLogLines({ path: { taskId }, query, signal, throwOnError: true });
  return { first: data.firstLine, lines: data.lines, total: data.lastLine };
}

/** The last lines of an attempt that is over, and how many it has. */
export function logTailQuery(taskId: string, attempt: number) {
  return queryOptions({
    queryKey: ['log', taskId, attempt, 'tail'] as const,
    queryFn: ({ signal }) => readLog(taskId, attempt, -BLOCK_LINES, signal),
  });
}

/** One block of an attempt that is over: lines `block * 1000 + 1` and following. */
export function logBlockQuery(taskId: string, attempt: number, block: number) {
  return queryOptions({
    queryKey: ['log', taskId, attempt, block] as const,
    queryFn: ({ signal }) => readLog(taskId, attempt, block * BLOCK_LINES + 1, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Address of the whole output as a file. */
export function logDownloadUrl(taskId: string, attempt: number): string {
  return client.buildUrl({
    url: '/api/task-details/{taskId}/log',
    path: { taskId },
    query: { attempt, download: true },
  });
}
