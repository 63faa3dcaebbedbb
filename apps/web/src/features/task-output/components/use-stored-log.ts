import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { BLOCK_LINES, logBlockQuery, logTailQuery } from '../api/get-log';
import type { LogSource } from './log-source';

/** The output of an attempt that is over: its end at once, the rest as it comes into sight. */
export function useStoredLog(taskId: string, attempt: number) {
  const tail = useQuery(logTailQuery(taskId, attempt));
  const [sight, setSight] = useState({ from: 0, to: -1 });
  const tailFirst = tail.data?.first ?? 1;
  const total = tail.data?.total ?? 0;
  const wanted = blocksBetween(sight.from, Math.min(sight.to, tailFirst - 1));
  const blocks = useQueries({ queries: wanted.map((block) => logBlockQuery(taskId, attempt, block)) });
  const onSight = useCallback(
    (from: number, to: number) =>
      setSight((before) => (before.from === from && before.to === to ? before : { from, to })),
    [],
  );
  const line = (number: number): string | undefined => {
    if (number >= tailFirst) return tail.data?.lines[number - tailFirst];
    const position = wanted.indexOf(blockOf(number));
    const block = blocks[position]?.data;
    // A number that the output's limit left out has no text.
    return block && (block.lines[number - block.first] ?? '');
  };
  const source: LogSource = { first: 1, last: total, line, onSight };
  return { source, isPending: tail.isPending, error: tail.error, retry: () => void tail.refetch() };
}

function blockOf(line: number): number {
  return Math.floor((line - 1) / BLOCK_LINES);
}

function blocksBetween(from: number, to: number): number[] {
  if (from < 1 || to < from) return [];
  const first = blockOf(from);
  return Array.from({ length: blockOf(to) - first + 1 }, (_, index) => first + index);
}
