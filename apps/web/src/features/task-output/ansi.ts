/** A piece of a line in one style; `style` is a class of the log view, empty for plain text. */
export interface Segment {
  readonly text: string;
  readonly style: string;
}

// Drawing a single line of megabytes would freeze the page; the download has it whole.
const MAX_LINE_LENGTH = 5000;

const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
const SGR = new RegExp(`${ESC}\\[([0-9;]*)m`, 'g');
// Other escape sequences (cursor, window title) and control characters show nothing.
const INVISIBLE = new RegExp(
  `${ESC}\\[[0-9;?]*[ -/]*[@-ln-~]|${ESC}\\]\\P{Cc}*(?:${BEL}|${ESC}\\\\)|(?![\\t${ESC}])\\p{Cc}`,
  'gu',
);

/** Splits a line of terminal output at its colours, as a terminal would show it. */
export function parseAnsiLine(line: string): Segment[] {
  const cut = line.length > MAX_LINE_LENGTH;
  const visible = lastRewrite(cut ? line.slice(0, MAX_LINE_LENGTH) : line).replace(INVISIBLE, '');
  const segments: Segment[] = [];
  const state = { color: '', bold: false };
  let from = 0;
  for (const match of visible.matchAll(SGR)) {
    push(segments, visible.slice(from, match.index), state);
    applyCodes(state, match[1] ?? '');
    from = match.index + match[0].length;
  }
  push(segments, visible.slice(from), state);
  if (cut) segments.push({ text: ` … ${line.length - MAX_LINE_LENGTH} more characters`, style: 'dim' });
  return segments;
}

// A progress bar rewrites its line after each carriage return: the last writing counts.
function lastRewrite(line: string): string {
  const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line;
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}

function applyCodes(state: { color: string; bold: boolean }, codes: string): void {
  const numbers = codes.split(';').map(Number);
  for (let index = 0; index < numbers.length; index += 1) {
    const code = numbers[index] ?? 0;
    if (code === 38 || code === 48) {
      // Of the 256 colours the first sixteen have names; others, and colours by value, are shown without.
      const wanted = numbers[index + 1] === 5 ? (numbers[index + 2] ?? 16) : 16;
      if (code === 38) state.color = (wanted < 16 && COLORS[wanted % 8]) || '';
      index += numbers[index + 1] === 2 ? 4 : 2;
    } else if (code === 0) Object.assign(state, { color: '', bold: false });
    else if (code === 1) state.bold = true;
    else if (code === 22) state.bold = false;
    else if (code === 39) state.color = '';
    else if (code >= 30 && code <= 37) state.color = COLORS[code - 30] ?? '';
    else if (code >= 90 && code <= 97) state.color = COLORS[code - 90] ?? '';
  }
}

function push(segments: Segment[], text: string, { color, bold }: { color: string; bold: boolean }): void {
  const shown = text.replaceAll(ESC, '');
  if (shown !== '') segments.push({ text: shown, style: [color, bold ? 'bold' : ''].filter(Boolean).join(' ') });
}
