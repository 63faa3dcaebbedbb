import type { TaskLogMissing } from '@app/api-client';
import type { LogPart } from './api/get-log';
import { parseLine } from './ansi/parse-line';
import { PLAIN } from './ansi/text-style';
import type { LogText } from './log-source';

const NOTIFY_MS = 60;
/** Lines that are held while an output grows; older ones are read again when they come into sight. */
const MOST_LINES = 20_000;
/** Characters of a line that are held, as many as the server gives. */
const MOST_CHARACTERS = 8 * 1024;

/** How the tail of an output stands: being read, growing, cut off from the server, or final. */
export type TailState = 'reading' | 'growing' | 'lost' | 'over';

/** The end of an output, as it was read and as it grows since. Listeners hear of it a few times a second. */
export class LogTail {
  state: TailState = 'reading';
  /** Why it could not be read; null unless it was lost. */
  error: unknown = null;
  missing: readonly TaskLogMissing[] = [];
  private held: LogText[] = [];
  private dropped = 0;
  private version = 0;
  private notifying: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly mostLines = MOST_LINES) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes whenever the content has; for `useSyncExternalStore`. */
  readonly read = (): number => this.version;

  /** Number of the first line that is held; one more than the last when none is. */
  get first(): number {
    return this.dropped + 1;
  }

  /** Number of the last line; 0 when there is none. A line feed at the very end begins no line of its own. */
  get last(): number {
    return this.dropped + this.held.length;
  }

  line(number: number): LogText | undefined {
    return this.held[number - this.first];
  }

  /** The end of the output was read anew. */
  begin(part: LogPart): void {
    this.dropped = part.lines.length === 0 ? part.total : part.first - 1;
    this.held = part.lines.map((text, index) => ({
      text,
      cut: part.cut.has(part.first + index),
      style: part.styles[index] ?? PLAIN,
    }));
    this.missing = part.missing;
    this.become(part.complete ? 'over' : 'growing');
  }

  /** Takes text that goes on in the given line, behind what is held. */
  append(firstLine: number, text: string): void {
    const parts = text.split('\n');
    for (const [index, part] of parts.entries()) {
      // What follows the last line feed is no line yet.
      if (index < parts.length - 1 || part !== '') this.take(firstLine + index, part);
    }
    const excess = this.held.length - this.mostLines;
    if (excess > 0) {
      this.held = this.held.slice(excess);
      this.dropped += excess;
    }
    this.notifying ??= setTimeout(() => this.notify(), NOTIFY_MS);
  }

  become(state: TailState, error: unknown = null): void {
    this.state = state;
    this.error = error;
    this.notify();
  }

  private take(number: number, text: string): void {
    const before = this.held.at(-1);
    if (number <= this.last) {
      const open = this.held[number - this.first];
      if (open === undefined || open.cut) return;
      this.held[number - this.first] = { ...open, ...bounded(open.text + text) };
      return;
    }
    if (number > this.last + 1) {
      // Numbers jump where the limit left lines out; what is before can be read again.
      this.held = [];
      this.dropped = number - 1;
    }
    const style = before === undefined ? PLAIN : parseLine(before.text, before.style).end;
    this.held.push({ ...bounded(text), style });
  }

  private notify(): void {
    clearTimeout(this.notifying);
    this.notifying = undefined;
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

// Of a long progress bar the last state is kept, of other lines the beginning.
function bounded(text: string): { text: string; cut: boolean } {
  if (text.length <= MOST_CHARACTERS) return { text, cut: false };
  const rewritten = text.lastIndexOf('\r', text.length - 2);
  const state = rewritten < 0 ? text : text.slice(rewritten + 1);
  return { text: state.slice(0, MOST_CHARACTERS), cut: rewritten < 0 || state.length > MOST_CHARACTERS };
}
