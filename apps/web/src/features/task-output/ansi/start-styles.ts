import { parseLine } from './parse-line';
import type { TextStyle } from './text-style';

const ESC = String.fromCharCode(27);

/** The look in which each of consecutive lines begins, when the first begins in the given one. */
export function startStyles(lines: readonly string[], first: TextStyle): TextStyle[] {
  let style = first;
  return lines.map((line) => {
    const start = style;
    if (line.includes(ESC)) style = parseLine(line, start).end;
    return start;
  });
}
