import { client, getTaskLogLine, getTaskLogLines, type TaskLogMissing } from '@app/api-client';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { startStyles } from '../ansi/start-styles';
import { PLAIN, afterSgr, type TextStyle } from '../ansi/text-style';

/** Lines that one request reads. */
export const BLOCK_LINES = 1000;
/** Bytes of a long line that one request reads. */
export const LINE_PART_BYTES = 64 * 1024;
/** What was asked for ahead is used within this time. */
const AHEAD_MS = 5_000;

/** A part of an attempt's output. Lines are counted from 1. */
export interface LogPart {
  /** Number of the attempt; 0 when there is none yet. */
  readonly attempt: number;
  readonly first: number;
  readonly lines: readonly string[];
  /** The look in which each line begins. */
  readonly styles: readonly TextStyle[];
  /** Lines that are longer than what is given of them. */
  readonly cut: ReadonlySet<number>;
  /** Lines in the whole output. */
  readonly total: number;
  readonly missing: readonly TaskLogMissing[];
  /** False while the attempt runs. */
  readonly complete: boolean;
  /** Where a stream goes on behind the last line; null when there is nothing yet. */
  readonly cursor: string | null;
}

async function readLog(
  taskId: string,
  attempt: number | 'latest',
  fromLine: number,
  signal: AbortSignal,
): Promise<LogPart> {
  const query = { ...(attempt !== 'latest' && { attempt }), fromLine, limit: BLOCK_LINES };
  const { data } = await getTaskLogLines({ path: { taskId }, query, signal, throwOnError: true });
  const { firstLine: first, lastLine: total, lines, style, cut, missing, complete, cursor } = data;
  const styles = startStyles(lines, afterSgr(PLAIN, style));
  return { attempt: data.attempt, first, lines, styles, cut: new Set(cut), total, missing, complete, cursor };
}

/** The last lines of an attempt, and what can be told of the whole. */
export function logTailQuery(taskId: string, attempt: number) {
  return queryOptions({
    queryKey: ['log', taskId, attempt, 'tail'] as const,
    queryFn: async ({ client, signal }) => {
      const latest = await takeLatest(client, taskId);
      return latest?.attempt === attempt ? latest : readLog(taskId, attempt, -BLOCK_LINES, signal);
    },
    // What is complete may still get what a lost worker left on its disk.
    staleTime: ({ state }) => (state.data?.complete && state.data.missing.length === 0 ? Number.POSITIVE_INFINITY : 0),
  });
}

/** The last lines of the latest attempt, whichever that is: to be asked for before the task is known. */
export function latestTailQuery(taskId: string) {
  return queryOptions({
    queryKey: ['log', taskId, 'latest'] as const,
    queryFn: ({ signal }) => readLog(taskId, 'latest', -BLOCK_LINES, signal),
    retry: false,
  });
}

// Once only: while an attempt runs its end is another one soon.
async function takeLatest(client: QueryClient, taskId: string): Promise<LogPart | null> {
  const query = { ...latestTailQuery(taskId), staleTime: AHEAD_MS };
  if (client.getQueryState(query.queryKey) === undefined) return null;
  const latest = await client.fetchQuery(query).catch(() => null);
  client.removeQueries({ queryKey: query.queryKey, exact: true });
  return latest;
}

/** One block of lines that are there: `block * 1000 + 1` and following. */
export function logBlockQuery(taskId: string, attempt: number, block: number) {
  return queryOptions({
    queryKey: ['log', taskId, attempt, block] as const,
    queryFn: ({ signal }) => readLog(taskId, attempt, block * BLOCK_LINES + 1, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** One long line, part by part. */
export function logLineQuery(taskId: string, attempt: number, line: number) {
  return infiniteQueryOptions({
    queryKey: ['log', taskId, attempt, 'line', line] as const,
    queryFn: async ({ pageParam: fromByte, signal }) => {
      const query = { attempt, fromByte, limit: LINE_PART_BYTES };
      return (await getTaskLogLine({ path: { taskId, line }, query, signal, throwOnError: true })).data;
    },
    initialPageParam: 0,
    getNextPageParam: ({ nextByte }) => nextByte,
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
