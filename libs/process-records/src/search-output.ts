import type { OutputSource } from './read-output';

/** What is looked for in an output, and where. */
export interface OutputQuery {
  /** Plain text without line ends. */
  readonly text: string;
  readonly matchCase: boolean;
  /** First line to look at. */
  readonly fromLine: number;
  /** Looks only before this line, and gives the last matches instead of the first. */
  readonly beforeLine: number | undefined;
  /** Matches at most. */
  readonly limit: number;
}

/** A line that holds the text. */
export interface OutputMatch {
  readonly line: number;
  readonly excerpt: string;
}

export interface OutputMatches {
  readonly matches: readonly OutputMatch[];
  /** Lines that match, of those that were looked at. */
  readonly count: number;
  /** The line to go on at when time ran out; null when all was looked at. */
  readonly nextLine: number | null;
}

const BATCH = 4;
const BUDGET_MS = 2_000;
// An unfinished line longer than this is searched piece by piece.
const OPEN_LINE_LIMIT = 64 * 1024;
const EXCERPT_BEFORE = 60;
const EXCERPT_AFTER = 140;
const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
// Colours and other escape sequences (ECMA-48) are not part of what a reader sees.
const ESCAPES = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|[\\]P^_X][^${BEL}${ESC}\\n]*(?:${BEL}|${ESC}\\\\)?|[ -/]*[0-~])`,
  'g',
);

/**
 * Looks for a text in the lines of an output as a reader sees them, chunk by chunk: a megabyte in memory and two
 * seconds at most. The text is taken literally, so no input makes the search slow.
 */
export async function searchOutput(
  source: OutputSource,
  taskId: string,
  attempt: number,
  query: OutputQuery,
  now: () => number = Date.now,
): Promise<OutputMatches> {
  const search = new LineSearch(query);
  const deadline = now() + BUDGET_MS;
  let chunk = query.fromLine <= 1 ? 0 : await source.findChunkOfLine(taskId, attempt, query.fromLine);
  const decoder = new TextDecoder('utf-8');
  while (chunk !== null && !search.done) {
    const pieces = await source.read(taskId, attempt, chunk, BATCH);
    for (const { data, firstLine } of pieces) search.take(decoder.decode(data, { stream: true }), firstLine);
    const end = pieces.at(-1);
    chunk = end && pieces.length === BATCH ? end.chunk + 1 : null;
    if (chunk !== null && now() > deadline) return search.result(search.line);
  }
  search.take(decoder.decode(), search.line);
  search.finish();
  return search.result(null);
}

class LineSearch {
  /** Number of the line that is being looked at. */
  line = 1;
  done = false;
  private count = 0;
  private readonly matches: OutputMatch[] = [];
  private open = '';
  private openMatched = false;
  private readonly pattern: RegExp;

  constructor(private readonly query: OutputQuery) {
    const literal = query.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    this.pattern = new RegExp(literal, query.matchCase ? 'gu' : 'giu');
  }

  take(text: string, firstLine: number): void {
    if (this.open === '' && !this.openMatched) this.line = firstLine;
    const block = this.open + text;
    const end = block.lastIndexOf('\n') + 1;
    if (end > 0) this.searchLines(block.slice(0, end));
    this.open = block.slice(end);
    if (this.open.length > OPEN_LINE_LIMIT) this.searchOpenLine();
  }

  finish(): void {
    if (this.open !== '') this.searchLines(this.open);
  }

  result(nextLine: number | null): OutputMatches {
    return { matches: this.matches, count: this.count, nextLine };
  }

  private searchLines(raw: string): void {
    const text = raw.includes(ESC) ? raw.replace(ESCAPES, '') : raw;
    let position = 0;
    if (this.openMatched) {
      position = text.indexOf('\n') + 1 || text.length;
      if (position > 0 && text[position - 1] === '\n') this.line += 1;
      this.openMatched = false;
    }
    this.pattern.lastIndex = position;
    for (let match = this.pattern.exec(text); match !== null; match = this.pattern.exec(text)) {
      this.line += countNewlines(text, position, match.index);
      this.found(text, match.index);
      const newline = text.indexOf('\n', match.index);
      position = newline < 0 ? text.length : newline + 1;
      if (newline >= 0) this.line += 1;
      this.pattern.lastIndex = position;
    }
    this.line += countNewlines(text, position, text.length);
    if (this.query.beforeLine !== undefined && this.line >= this.query.beforeLine) this.done = true;
  }

  // A match may lie across the end of what is held: as much is kept as could be its beginning.
  private searchOpenLine(): void {
    const text = this.open.replace(ESCAPES, '');
    this.pattern.lastIndex = 0;
    const match = this.openMatched ? null : this.pattern.exec(text);
    if (match !== null) {
      this.found(text, match.index);
      this.openMatched = true;
    }
    this.open = text.slice(-(this.query.text.length + EXCERPT_BEFORE));
  }

  private found(text: string, index: number): void {
    const { fromLine, beforeLine, limit } = this.query;
    if (this.line < fromLine || (beforeLine !== undefined && this.line >= beforeLine)) return;
    this.count += 1;
    if (beforeLine === undefined && this.matches.length >= limit) return;
    this.matches.push({ line: this.line, excerpt: excerptOf(text, index) });
    if (this.matches.length > limit) this.matches.shift();
  }
}

function excerptOf(text: string, index: number): string {
  const start = Math.max(index - EXCERPT_BEFORE, text.lastIndexOf('\n', index) + 1);
  const newline = text.indexOf('\n', index);
  return text.slice(start, Math.min(index + EXCERPT_AFTER, newline < 0 ? text.length : newline)).trim();
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
