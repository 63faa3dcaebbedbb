import { listTaskLogMatches } from '@app/api-client';

/** One matching line, and where it stands among all that match. */
export interface LogMatch {
  readonly line: number;
  readonly position: number;
  readonly count: number;
}

export interface LogSearch {
  readonly taskId: string;
  readonly attempt: number;
  readonly text: string;
  readonly matchCase: boolean;
}

/** The nearest match after or before a line, round the ends of the output; null when nothing matches. */
export async function stepToMatch(
  search: LogSearch,
  line: number,
  step: 'next' | 'previous',
): Promise<LogMatch | null> {
  const all = await look(search, {});
  const first = all.matches[0];
  if (first === undefined) return null;
  if (step === 'next' && line < first.line) return { line: first.line, position: 1, count: all.count };
  const near = step === 'next' ? await look(search, { fromLine: line + 1 }) : await lookBefore(search, line);
  const found =
    near.matches[0] ?? (step === 'next' ? all : await lookBefore(search, Number.MAX_SAFE_INTEGER)).matches[0];
  if (found === undefined) return null;
  const after = await look(search, { fromLine: found.line });
  return { line: found.line, position: all.count - after.count + 1, count: all.count };
}

function lookBefore(search: LogSearch, line: number) {
  return line <= 1 ? Promise.resolve({ count: 0, matches: [] }) : look(search, { beforeLine: line });
}

async function look(
  { taskId, attempt, text, matchCase }: LogSearch,
  range: { fromLine?: number; beforeLine?: number },
) {
  const query = { attempt, q: text, matchCase, limit: 1, ...range };
  return (await listTaskLogMatches({ path: { taskId }, query, throwOnError: true })).data;
}
