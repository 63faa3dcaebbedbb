import type { OutputPiece } from './attempt-output.repository';
import { lineOffset } from './line-offset';

/** What output is read from. */
export interface OutputSource {
  findChunkOfLine(taskId: string, attempt: number, line: number): Promise<number | null>;
  findLastChunk(taskId: string, attempt: number): Promise<number | null>;
  read(taskId: string, attempt: number, fromChunk: number, limit: number): Promise<OutputPiece[]>;
}

/** Which lines, numbered from 1; `count` undefined for all that follow. */
export interface LineRange {
  readonly first: number;
  readonly count: number | undefined;
}

// Chunks hold up to 256 KiB: at most 2 MiB are in memory at once.
const BATCH = 8;

/** The bytes of the lines, as they were written, piece by piece: only the chunks that hold them are read. */
export async function* readOutput(
  source: OutputSource,
  taskId: string,
  attempt: number,
  { first, count }: LineRange,
): AsyncGenerator<Buffer> {
  const last = count === undefined ? Number.POSITIVE_INFINITY : first + count - 1;
  let chunk = first <= 1 ? 0 : await source.findChunkOfLine(taskId, attempt, first);
  while (chunk !== null) {
    const pieces = await source.read(taskId, attempt, chunk, BATCH);
    for (const piece of pieces) {
      if (piece.firstLine > last) return;
      const bytes = sliceLines(piece, first, last);
      if (bytes.length > 0) yield bytes;
      if (piece.firstLine + piece.lineCount > last) return;
    }
    const end = pieces.at(-1);
    chunk = end && pieces.length === BATCH ? end.chunk + 1 : null;
  }
}

/** The part of the piece that belongs to lines `first` to `last`. */
export function sliceLines({ data, firstLine, lineCount }: OutputPiece, first: number, last: number): Buffer {
  const start = first > firstLine ? lineOffset(data, first - firstLine) : 0;
  const end = last < firstLine + lineCount ? lineOffset(data, last - firstLine + 1) : data.length;
  return data.subarray(start, Math.max(start, end));
}
