import { afterSgr, type TextStyle } from './text-style';

/** A piece of a line in one look. */
export interface Segment {
  readonly text: string;
  readonly style: TextStyle;
}

export interface ParsedLine {
  readonly segments: readonly Segment[];
  /** The look in which the next line begins. */
  readonly end: TextStyle;
}

// A line that changes its look more often would freeze the page; the rest is shown in one.
const MOST_SEGMENTS = 500;

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
// Control sequences; strings such as titles and links; other escapes; control characters (ECMA-48 5.4 and 5.6).
const CONTROL = new RegExp(
  `${ESC}\\[([0-?]*)[ -/]*([@-~]?)|${ESC}[\\]P^_X][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)?|${ESC}[ -/]*[0-~]?|(?!\\t)\\p{Cc}`,
  'gu',
);
const ANY_CONTROL = /(?!\t)\p{Cc}/u;

/** Splits a line of terminal output where its look changes, as a terminal would show it at the end of the line. */
export function parseLine(line: string, start: TextStyle): ParsedLine {
  if (!ANY_CONTROL.test(line)) return { segments: line === '' ? [] : [{ text: line, style: start }], end: start };
  const writer = new LineWriter(start);
  let from = 0;
  for (const match of line.matchAll(CONTROL)) {
    writer.write(line.slice(from, match.index));
    from = match.index + match[0].length;
    writer.control(match[0], match[1] ?? '', match[2] ?? '');
  }
  writer.write(line.slice(from));
  return { segments: writer.segments, end: writer.style };
}

/** The text of a line without its colours. */
export function plainText(line: string, start: TextStyle): string {
  return parseLine(line, start)
    .segments.map(({ text }) => text)
    .join('');
}

class LineWriter {
  segments: Segment[] = [];
  /** At the beginning of the line again: what comes takes the place of what is there. */
  private returned = false;

  constructor(public style: TextStyle) {}

  write(text: string): void {
    if (text === '') return;
    if (this.returned) this.segments = [];
    this.returned = false;
    const last = this.segments.at(-1);
    if (last && (last.style === this.style || this.segments.length >= MOST_SEGMENTS))
      this.segments[this.segments.length - 1] = { text: last.text + text, style: last.style };
    else this.segments.push({ text, style: this.style });
  }

  control(whole: string, parameters: string, final: string): void {
    if (final === 'm') this.style = afterSgr(this.style, parameters);
    // To the first column, as progress bars do.
    else if (whole === '\r' || (final === 'G' && /^[01]?$/.test(parameters))) this.returned = true;
    else if (final === 'K' && (parameters === '2' || (this.returned && /^0?$/.test(parameters)))) this.segments = [];
    else if (whole === '\b') this.erase();
  }

  private erase(): void {
    const last = this.segments.pop();
    if (last && last.text.length > 1) this.segments.push({ ...last, text: last.text.slice(0, -1) });
  }
}
