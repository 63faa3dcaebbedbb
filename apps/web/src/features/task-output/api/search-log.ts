import { listTaskLogMatches } from '@app/api-client';

/** What is looked for, and in which output. */
export interface LogSearch {
  readonly taskId: string;
  readonly attempt: number;
  readonly text: string;
  readonly matchCase: boolean;
}

/** One matching line, and where it stands among all that match. */
export interface LogMatch {
  readonly line: number;
  readonly position: number;
  /** Lines that match, of those that were looked at so far. */
  readonly count: number;
  /** Where counting goes on; null when all lines were looked at. */
  readonly nextLine: number | null;
}

/** Nothing was found so far; `nextLine` as of a match. */
interface NoMatch {
  readonly line: null;
  readonly nextLine: number | null;
}

/**
 * The nearest match after or before another one (null: from the start or the end), round the ends of the output. The
 * server looks for two seconds at a time: a long output gives several answers, each with what is known so far.
 */
export async function* stepToMatch(
  search: LogSearch,
  from: LogMatch | null,
  step: 'next' | 'previous',
  signal: AbortSignal,
): AsyncGenerator<LogMatch | NoMatch> {
  const found = yield* step === 'next' ? after(search, from, signal) : before(search, from, signal);
  if (!found && from !== null) yield* stepToMatch(search, null, step, signal);
}

async function* after(search: LogSearch, from: LogMatch | null, signal: AbortSignal) {
  const { line: start, position } = from ?? { line: 0, position: 0 };
  let line: number | undefined;
  for await (const part of look(search, { fromLine: start + 1 }, signal)) {
    line ??= part.line;
    const { nextLine } = part;
    if (line !== undefined) yield { line, position: position + 1, count: position + part.count, nextLine };
    else if (nextLine !== null || from === null) yield { line: null, nextLine };
  }
  return line !== undefined;
}

async function* before(search: LogSearch, from: LogMatch | null, signal: AbortSignal) {
  let line: number | undefined;
  let position = 0;
  for await (const part of look(search, { beforeLine: from?.line ?? Number.MAX_SAFE_INTEGER }, signal)) {
    line = part.line ?? line;
    position = part.count;
    // Which match is the last is known when all were found.
    if (part.nextLine !== null || (line === undefined && from === null)) yield { line: null, nextLine: part.nextLine };
  }
  if (line === undefined) return false;
  if (from === null || from.nextLine === null)
    yield { line, position, count: Math.max(position, from?.count ?? 0), nextLine: null };
  // It was left before all were counted.
  else
    for await (const { count, nextLine } of look(search, { fromLine: from.line }, signal))
      yield { line, position, count: position + count, nextLine };
  return true;
}

/** Looks at all lines of the range: how many match so far, and the first (before a line: the last) of this answer. */
async function* look(search: LogSearch, range: { fromLine?: number; beforeLine?: number }, signal: AbortSignal) {
  const { taskId, attempt, text, matchCase } = search;
  let { fromLine = 1 } = range;
  for (let count = 0; ; ) {
    const query = { attempt, q: text, matchCase, limit: 1, ...range, fromLine };
    const { data } = await listTaskLogMatches({ path: { taskId }, query, signal, throwOnError: true });
    count += data.count;
    const nextLine = data.nextLine !== null && data.nextLine > fromLine ? data.nextLine : null;
    yield { line: data.matches[0]?.line, count, nextLine };
    if (nextLine === null) return;
    fromLine = nextLine;
  }
}
