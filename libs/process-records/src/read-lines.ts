import type { OutputPiece } from './attempt-output.repository';
import type { OutputSource } from './read-output';

/** Consecutive lines as text. */
export interface OutputLines {
  /** Number of the first line, from 1. */
  readonly first: number;
  readonly lines: readonly string[];
  /** Numbers of the lines that are longer than what is given of them. */
  readonly cut: readonly number[];
  /** Number of the last chunk that was read, when the output ends there; null otherwise. */
  readonly endChunk: number | null;
}

/** What is given of one line at most. */
const LINE_LIMIT_BYTES = 8 * 1024;

const BATCH = 2;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Up to `count` lines from `first` on, as text. Memory and reading stay bounded: of long lines only the beginning is
 * kept (of progress bars, the last state) and their other chunks are passed over. Stops where lines were left out.
 */
export async function readLines(
  source: OutputSource,
  taskId: string,
  attempt: number,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<OutputLines> {
  const reading = new LineReading(first, count);
  let chunk = first <= 1 ? 0 : await source.findChunkOfLine(taskId, attempt, first);
  let last: number | null = null;
  while (chunk !== null) {
    const pieces: OutputPiece[] = await source.read(taskId, attempt, chunk, BATCH);
    let jump: number | null = null;
    for (const piece of pieces) {
      last = piece.chunk;
      if (!reading.take(piece)) return reading.result(null);
      jump = reading.tooLong;
      if (jump !== null) break;
    }
    if (jump !== null) {
      const next = await source.findChunkOfLine(taskId, attempt, jump + 1);
      // The last line has no end: its last chunk is the last of all.
      chunk = Math.max(next ?? (await source.findLastChunk(taskId, attempt)) ?? 0, (last ?? 0) + 1);
    } else chunk = pieces.length === BATCH && last !== null ? last + 1 : null;
  }
  return reading.result(last);
}

class LineReading {
  private readonly lines: string[] = [];
  private readonly cut: number[] = [];
  private head: Buffer[] = [];
  private tail: Buffer = Buffer.alloc(0);
  private bytes = 0;
  private next: number;

  constructor(
    private first: number,
    private readonly count: number,
  ) {
    this.next = first;
  }

  /** Number of the line that goes on beyond what is kept of it; null when there is none. */
  get tooLong(): number | null {
    return this.bytes > LINE_LIMIT_BYTES ? this.next : null;
  }

  /** Takes the next chunk; false when no more is wanted. */
  take({ data, firstLine }: OutputPiece): boolean {
    if (firstLine > this.next) {
      if (this.lines.length > 0 || this.bytes > 0) return false;
      this.first = this.next = firstLine;
    }
    let position = firstLine < this.next ? startOfLine(data, this.next - firstLine) : 0;
    while (position < data.length) {
      if (this.lines.length >= this.count) return false;
      const newline = data.indexOf(NEWLINE, position);
      const end = newline < 0 ? data.length : newline;
      this.add(data.subarray(position, end));
      if (newline < 0) return true;
      this.endLine();
      position = newline + 1;
    }
    return true;
  }

  result(endChunk: number | null): OutputLines {
    if (this.bytes > 0 && this.lines.length < this.count) this.endLine();
    return { first: this.first, lines: this.lines, cut: this.cut, endChunk };
  }

  private add(bytes: Buffer): void {
    const room = LINE_LIMIT_BYTES - this.bytes;
    if (room > 0) this.head.push(bytes.subarray(0, room));
    if (bytes.length > room) this.tail = bytes.subarray(-LINE_LIMIT_BYTES);
    this.bytes += bytes.length;
  }

  private endLine(): void {
    const isCut = this.bytes > LINE_LIMIT_BYTES;
    if (isCut) this.cut.push(this.next);
    const state = isCut ? lastState(this.tail) : null;
    // An incomplete character at the end of a cut line is left out.
    this.lines.push(new TextDecoder().decode(state ?? Buffer.concat(this.head), { stream: isCut }));
    this.head = [];
    this.tail = Buffer.alloc(0);
    this.bytes = 0;
    this.next += 1;
  }
}

function startOfLine(data: Buffer, newlines: number): number {
  let position = 0;
  for (let seen = 0; seen < newlines; seen += 1) {
    const newline = data.indexOf(NEWLINE, position);
    if (newline < 0) return data.length;
    position = newline + 1;
  }
  return position;
}

// A progress bar begins its line anew after each carriage return.
function lastState(tail: Buffer): Buffer | null {
  const end = tail.at(-1) === CARRIAGE_RETURN ? tail.length - 1 : tail.length;
  const start = tail.lastIndexOf(CARRIAGE_RETURN, end - 1);
  return start < 0 ? null : tail.subarray(start + 1);
}
