import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { BLOCK_LINES, logBlockQuery } from '../api/get-log';
import { followLog } from '../api/follow-log';
import type { LogSource, LogText } from '../log-source';
import { LogTail } from '../log-tail';
import { useLookedAt } from './use-looked-at';

interface Log {
  readonly source: LogSource;
  readonly tail: LogTail;
}

/**
 * The output of an attempt: its end at once and as it grows, the rest as it comes into sight. Give the component a
 * key, so that each attempt begins anew.
 */
export function useLog(taskId: string, attempt: number): Log {
  const queries = useQueryClient();
  const [tail] = useState(() => new LogTail());
  const lookedAt = useLookedAt();
  useEffect(() => {
    if (!lookedAt) return;
    const stop = new AbortController();
    void followLog(queries, taskId, attempt, tail, stop.signal);
    return () => stop.abort();
  }, [queries, taskId, attempt, tail, lookedAt]);
  useSyncExternalStore(tail.subscribe, tail.read);

  const [wanted, setWanted] = useState<readonly number[]>([]);
  const parts = useQueries({ queries: wanted.map((block) => logBlockQuery(taskId, attempt, block)) });
  // A block that was read while it was being written.
  useEffect(() => {
    for (const [index, { data, isFetching, refetch }] of parts.entries()) {
      const end = Math.min(((wanted[index] ?? 0) + 1) * BLOCK_LINES, tail.first - 1);
      if (data && data.total < end && !isFetching) void refetch();
    }
  });
  const onSight = useCallback(
    (lines: readonly number[]) => {
      const next = [...new Set(lines.filter((line) => line < tail.first).map(blockOf))];
      setWanted((before) => (before.join() === next.join() ? before : next));
    },
    [tail],
  );
  const line = (number: number): LogText | undefined => {
    if (number >= tail.first) return tail.line(number);
    const part = parts[wanted.indexOf(blockOf(number))]?.data;
    const text = part?.lines[number - part.first];
    const style = part?.styles[number - part.first];
    return text === undefined || style === undefined ? undefined : { text, style, cut: part?.cut.has(number) ?? false };
  };
  return { source: { last: tail.last, missing: tail.missing, line, onSight }, tail };
}

function blockOf(line: number): number {
  return Math.floor((line - 1) / BLOCK_LINES);
}
