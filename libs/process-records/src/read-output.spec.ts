import type { OutputPiece } from './attempt-output.repository';
import { type LineRange, type OutputSource, readOutput } from './read-output';

const TASK = '019a8f2e-6c1b-7cc2-9d3e-0a4a51c0d001';

/** Pieces as the writer numbers them, cut every `size` bytes. */
function cut(text: string, size: number): OutputPiece[] {
  const bytes = Buffer.from(text);
  const pieces: OutputPiece[] = [];
  for (let start = 0, firstLine = 1; start < bytes.length; start += size) {
    const data = bytes.subarray(start, start + size);
    const lineCount = data.filter((byte) => byte === 10).length;
    pieces.push({ chunk: pieces.length, byteOffset: start, firstLine, lineCount, data });
    firstLine += lineCount;
  }
  return pieces;
}

class StoredOutput implements OutputSource {
  readonly chunksRead = new Set<number>();

  constructor(private readonly pieces: readonly OutputPiece[]) {}

  async findChunkOfLine(_task: string, _attempt: number, line: number): Promise<number | null> {
    return this.pieces.find((piece) => piece.firstLine + piece.lineCount >= line)?.chunk ?? null;
  }

  async findLastChunk(): Promise<number | null> {
    return this.pieces.at(-1)?.chunk ?? null;
  }

  async read(_task: string, _attempt: number, fromChunk: number, limit: number): Promise<OutputPiece[]> {
    const read = this.pieces.slice(fromChunk, fromChunk + limit);
    for (const piece of read) this.chunksRead.add(piece.chunk);
    return read;
  }
}

async function readAll(source: OutputSource, range: LineRange): Promise<string> {
  const buffers: Buffer[] = [];
  for await (const bytes of readOutput(source, TASK, 1, range)) buffers.push(bytes);
  return Buffer.concat(buffers).toString('utf8');
}

const TEXTS = {
  'lines that end with a newline': 'one\ntwo\n\nfour\nfive\n',
  'an unfinished last line': 'one\ntwo\n\nfour\nfive',
  'one endless line': 'abcdefghijklmnopqrstuvwxyz',
  'only newlines': '\n\n\n',
  nothing: '',
};

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  // What `sed -n` would print.
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

  it.each([1, 2, 3, 5, 100])('gives the same lines wherever it was cut: every %d bytes', async (size) => {
    for (let first = 1; first <= lines.length + 2; first++)
      for (const count of [1, 2, 3, undefined]) {
        const expected = lines.slice(first - 1, count === undefined ? undefined : first - 1 + count).join('');
        expect(await readAll(new StoredOutput(cut(text, size)), { first, count })).toBe(expected);
      }
  });
});

it('reads only the chunks around the lines', async () => {
  const text = Array.from({ length: 1_000 }, (_, index) => `line ${index + 1}\n`).join('');
  const stored = new StoredOutput(cut(text, 50));
  expect(await readAll(stored, { first: 500, count: 3 })).toBe('line 500\nline 501\nline 502\n');
  expect(stored.chunksRead.size).toBeLessThanOrEqual(8);
});

it('goes on past the gap that the output limit left in the numbers', async () => {
  const head = cut('one\ntwo\n', 100);
  const mark = { chunk: 1, byteOffset: 8, firstLine: 3, lineCount: 2, data: Buffer.from('\n[...]\n') };
  const tail = { chunk: 2, byteOffset: 16, firstLine: 900, lineCount: 2, data: Buffer.from('x\ny\n') };
  const stored = new StoredOutput([...head, mark, tail]);
  expect(await readAll(stored, { first: 901, count: 5 })).toBe('y\n');
  expect(await readAll(stored, { first: 1, count: undefined })).toBe('one\ntwo\n\n[...]\nx\ny\n');
});
