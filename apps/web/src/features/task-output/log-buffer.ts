// A terminal would hold fewer; older lines can be downloaded.
const MAX_LINES = 200_000;
const NOTIFY_MS = 60;

/** Lines of a growing output. Text is added as it comes, cut anywhere; listeners hear of it a few times a second. */
export class LogBuffer {
  private lines: string[] = [];
  private dropped = 0;
  private version = 0;
  private notifying: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly maxLines = MAX_LINES) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes whenever the content has; for `useSyncExternalStore`. */
  readonly read = (): number => this.version;

  /** Number of the first line that is still held, counted from 1. */
  get first(): number {
    return this.dropped + 1;
  }

  /** Number of the last line; 0 when nothing came yet. A line feed at the very end begins no line of its own. */
  get last(): number {
    const open = this.lines.at(-1) === '' ? 1 : 0;
    return this.dropped + this.lines.length - open;
  }

  /** The line with this number; undefined when it is not held. */
  line(number: number): string | undefined {
    return number > this.last ? undefined : this.lines[number - this.first];
  }

  append(text: string): void {
    if (text === '') return;
    const parts = text.split('\n');
    const open = this.lines.pop() ?? '';
    parts[0] = open + (parts[0] ?? '');
    for (const part of parts) this.lines.push(part);
    const excess = this.lines.length - this.maxLines;
    if (excess > 0) {
      this.lines = this.lines.slice(excess);
      this.dropped += excess;
    }
    this.notifying ??= setTimeout(() => this.notify(), NOTIFY_MS);
  }

  private notify(): void {
    this.notifying = undefined;
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
