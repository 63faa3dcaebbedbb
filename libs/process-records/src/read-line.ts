import type { OutputPiece } from './attempt-output.repository';
import { lineOffset } from './line-offset';
import type { OutputSource } from './read-output';

/** Where the parts of a line are read from. */
export interface LineSource extends OutputSource {
  findChunkOfByte(taskId: string, attempt: number, byte: number): Promise<number | null>;
}

/** A part of one line. */
export interface LinePart {
  readonly text: string;
  /** Where the next part begins, in bytes from the beginning of the line; null at its end. */
  readonly nextByte: number | null;
  /** Bytes of the whole line, as far as it was written, without its line feed. */
  readonly bytes: number;
}

const BATCH = 2;
const LONGEST_CHARACTER = 4;

/**
 * Up to `limit` bytes of a line, from byte `fromByte` of it on, with characters kept whole; null when there is no such
 * line. Only the chunks that hold them are read.
 */
export async function readLine(
  source: LineSource,
  taskId: string,
  attempt: number,
  { line, fromByte, limit }: { readonly line: number; readonly fromByte: number; readonly limit: number },
): Promise<LinePart | null> {
  const begins = await placeOfLine(source, taskId, attempt, line);
  if (begins === null) return null;
  const end = await endOfLine(source, taskId, attempt, line);
  const bytes = end - begins;
  const from = begins + Math.min(fromByte, bytes);
  const part = await readBytes(source, taskId, attempt, from, Math.min(end, from + limit));
  const whole = from + part.length === end ? part : part.subarray(0, wholeCharacters(part));
  const next = from + whole.length - begins;
  return { text: new TextDecoder().decode(whole), nextByte: next < bytes ? next : null, bytes };
}

/** Position of the first byte of a line; null when the output ends before it. */
async function placeOfLine(source: OutputSource, taskId: string, attempt: number, line: number) {
  const chunk = line <= 1 ? 0 : await source.findChunkOfLine(taskId, attempt, line);
  const [piece] = chunk === null ? [] : await source.read(taskId, attempt, chunk, 1);
  // Lines between that were left out have no place.
  return piece === undefined || piece.firstLine > line ? null : piece.byteOffset + offsetIn(piece, line);
}

async function endOfLine(source: OutputSource, taskId: string, attempt: number, line: number): Promise<number> {
  const next = await source.findChunkOfLine(taskId, attempt, line + 1);
  const chunk = next ?? (await source.findLastChunk(taskId, attempt)) ?? 0;
  const [piece] = await source.read(taskId, attempt, chunk, 1);
  if (piece === undefined) return 0;
  if (next === null) return piece.byteOffset + piece.data.length;
  // Behind a gap, or where the line feed is the last byte of the chunk before.
  return piece.firstLine > line ? piece.byteOffset : piece.byteOffset + offsetIn(piece, line + 1) - 1;
}

function offsetIn({ data, firstLine }: OutputPiece, line: number): number {
  return lineOffset(data, line - firstLine);
}

async function readBytes(
  source: LineSource,
  taskId: string,
  attempt: number,
  from: number,
  to: number,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let chunk = to > from ? await source.findChunkOfByte(taskId, attempt, from) : null;
  while (chunk !== null) {
    const pieces = await source.read(taskId, attempt, chunk, BATCH);
    for (const { byteOffset, data } of pieces)
      parts.push(data.subarray(Math.max(0, from - byteOffset), Math.max(0, to - byteOffset)));
    const last = pieces.at(-1);
    chunk = last && last.byteOffset + last.data.length < to ? last.chunk + 1 : null;
  }
  return Buffer.concat(parts);
}

/** Length without a character that is not complete at the end (UTF-8, RFC 3629). */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(LONGEST_CHARACTER, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
