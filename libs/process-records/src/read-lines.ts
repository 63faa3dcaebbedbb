import type { OutputPiece } from './attempt-output.repository';
import { lineOffset } from './line-offset';
import { type StyleSource, styleAt } from './output-style';
import type { OutputSource } from './read-output';

/** Consecutive lines as text. */
export interface OutputLines {
  /** Number of the first line, from 1. */
  readonly first: number;
  readonly lines: readonly string[];
  /** Numbers of the lines that are longer than what is given of them. */
  readonly cut: readonly number[];
  /** Colours in force where the first line begins, as SGR parameters (ECMA-48): `1;31`; empty for none. */
  readonly style: string;
  /** Number of the last chunk that was read, when the output ends there (or `until` was reached); null otherwise. */
  readonly endChunk: number | null;
}

/** Which lines are wanted. */
export interface WantedLines {
  readonly first: number;
  readonly count: number;
  /** Number of the last chunk to look at: what is written meanwhile is not there yet. All when absent. */
  readonly until?: number;
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
  source: OutputSource & StyleSource,
  taskId: string,
  attempt: number,
  wanted: WantedLines,
): Promise<OutputLines> {
  const reading = new LineReading(wanted.first, wanted.count);
  const endChunk = await feed(reading, source, taskId, attempt, wanted);
  const style = reading.start ? await styleAt(source, taskId, attempt, reading.start) : '';
  return { ...reading.result(), style, endChunk };
}

/** Gives the last chunk when the output ends there. */
async function feed(
  reading: LineReading,
  source: OutputSource,
  taskId: string,
  attempt: number,
  { first, until = Number.POSITIVE_INFINITY }: WantedLines,
): Promise<number | null> {
  let chunk = first <= 1 ? 0 : await source.findChunkOfLine(taskId, attempt, first);
  let last: number | null = null;
  while (chunk !== null) {
    const pieces: OutputPiece[] = await source.read(taskId, attempt, chunk, BATCH);
    let jump: number | null = null;
    for (const piece of pieces) {
      if (piece.chunk > until) return last;
      last = piece.chunk;
      if (!reading.take(piece)) return null;
      jump = reading.tooLong;
      if (jump !== null) break;
    }
    if (jump !== null) {
      const next = await source.findChunkOfLine(taskId, attempt, jump + 1);
      // The last line has no end: its last chunk is the last of all.
      chunk = Math.max(next ?? (await source.findLastChunk(taskId, attempt)) ?? 0, (last ?? 0) + 1);
    } else chunk = pieces.length === BATCH && last !== null ? last + 1 : null;
  }
  return last;
}

class LineReading {
  /** The chunk in which the first line begins, and what stands before it there. */
  start: { readonly chunk: number; readonly byteOffset: number; readonly bytes: Buffer } | null = null;
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
  take({ chunk, byteOffset, data, firstLine }: OutputPiece): boolean {
    if (firstLine > this.next) {
      if (this.lines.length > 0 || this.bytes > 0) return false;
      this.first = this.next = firstLine;
      this.start = null;
    }
    let position = firstLine < this.next ? lineOffset(data, this.next - firstLine) : 0;
    this.start ??= { chunk, byteOffset, bytes: data.subarray(0, position) };
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

  result(): { first: number; lines: readonly string[]; cut: readonly number[] } {
    if (this.bytes > 0 && this.lines.length < this.count) this.endLine();
    return { first: this.first, lines: this.lines, cut: this.cut };
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

// A progress bar begins its line anew after each carriage return.
function lastState(tail: Buffer): Buffer | null {
  const end = tail.at(-1) === CARRIAGE_RETURN ? tail.length - 1 : tail.length;
  const start = tail.lastIndexOf(CARRIAGE_RETURN, end - 1);
  return start < 0 ? null : tail.subarray(start + 1);
}
