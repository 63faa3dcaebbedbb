import type { OutputPiece, StyledChunk } from './attempt-output.repository';
import type { StyleSource } from './output-style';
import type { LineSource } from './read-line';

/** Output in memory for tests, cut into chunks every `size` bytes and numbered as the writer numbers them. */
export class StoredOutput implements LineSource, StyleSource {
  reads = 0;
  readonly pieces: OutputPiece[] = [];

  constructor(text: string, size: number) {
    const bytes = Buffer.from(text);
    for (let start = 0; start < bytes.length; start += size) this.add(bytes.subarray(start, start + size));
  }

  /** Adds a chunk; its lines go on behind those that are there unless it says otherwise. */
  add(data: Buffer, firstLine = this.nextLine()): void {
    const lineCount = data.filter((byte) => byte === 10).length;
    const last = this.pieces.at(-1);
    const byteOffset = last ? last.byteOffset + last.data.length : 0;
    this.pieces.push({ chunk: this.pieces.length, byteOffset, firstLine, lineCount, data });
  }

  async findChunkOfLine(_task: string, _attempt: number, line: number): Promise<number | null> {
    return this.pieces.find((piece) => piece.firstLine + piece.lineCount >= line)?.chunk ?? null;
  }

  async findChunkOfByte(_task: string, _attempt: number, byte: number): Promise<number | null> {
    return this.pieces.findLast((piece) => piece.byteOffset <= byte)?.chunk ?? null;
  }

  async findLastChunk(): Promise<number | null> {
    return this.pieces.at(-1)?.chunk ?? null;
  }

  async findStyledChunk(
    _task: string,
    _attempt: number,
    before: number,
    fromByte: number,
  ): Promise<StyledChunk | null> {
    const found = this.pieces.findLast(
      ({ chunk, byteOffset, data }) => chunk < before && byteOffset >= fromByte && data.includes(0x1b),
    );
    return found ? { ...found, next: this.pieces[found.chunk + 1]?.data.subarray(0, 32) ?? Buffer.alloc(0) } : null;
  }

  async read(_task: string, _attempt: number, fromChunk: number, limit: number): Promise<OutputPiece[]> {
    const read = this.pieces.slice(fromChunk, fromChunk + limit);
    this.reads += read.length;
    return read;
  }

  private nextLine(): number {
    const last = this.pieces.at(-1);
    return last ? last.firstLine + last.lineCount : 1;
  }
}
