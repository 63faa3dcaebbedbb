import type { OutputPiece } from './attempt-output.repository';
import { readLines } from './read-lines';
import type { OutputSource } from './read-output';
import { type OutputQuery, searchOutput } from './search-output';

const ESC = String.fromCharCode(27);

/** Output cut into chunks every `size` bytes, numbered as the writer numbers them. */
class Stored implements OutputSource {
  reads = 0;
  readonly pieces: OutputPiece[] = [];

  constructor(text: string, size: number) {
    const bytes = Buffer.from(text);
    for (let start = 0, firstLine = 1; start < bytes.length; start += size) {
      const data = bytes.subarray(start, start + size);
      const lineCount = data.filter((byte) => byte === 10).length;
      this.pieces.push({ chunk: this.pieces.length, firstLine, lineCount, data });
      firstLine += lineCount;
    }
  }

  async findChunkOfLine(_task: string, _attempt: number, line: number): Promise<number | null> {
    return this.pieces.find((piece) => piece.firstLine + piece.lineCount >= line)?.chunk ?? null;
  }

  async findLastChunk(): Promise<number | null> {
    return this.pieces.at(-1)?.chunk ?? null;
  }

  async read(_task: string, _attempt: number, fromChunk: number, limit: number): Promise<OutputPiece[]> {
    const read = this.pieces.slice(fromChunk, fromChunk + limit);
    this.reads += read.length;
    return read;
  }
}

const QUERY: OutputQuery = { text: 'x', matchCase: false, fromLine: 1, beforeLine: undefined, limit: 100 };
const find = (stored: Stored, query: Partial<OutputQuery>) => searchOutput(stored, 'task', 1, { ...QUERY, ...query });

describe('searchOutput', () => {
  const text = `Error: one\nno\n${ESC}[31mer${ESC}[0mror two, error again\ngrün €\n\nlast ERROR`;

  it.each([1, 3, 7, 1000])('finds lines as a reader sees them, wherever chunks end: every %d bytes', async (size) => {
    const stored = new Stored(text, size);
    const lines = async (query: Partial<OutputQuery>) => (await find(stored, query)).matches.map(({ line }) => line);
    expect(await lines({ text: 'error' })).toEqual([1, 3, 6]);
    expect(await lines({ text: 'ERROR', matchCase: true })).toEqual([6]);
    expect(await lines({ text: 'error', fromLine: 2 })).toEqual([3, 6]);
    expect(await lines({ text: 'error', beforeLine: 6, limit: 1 })).toEqual([3]);
    expect(await lines({ text: 'GRÜN €' })).toEqual([4]);
    expect(await lines({ text: '[31m' })).toEqual([]);
    expect(await find(stored, { text: 'error', limit: 1 })).toEqual({
      matches: [{ line: 1, excerpt: 'Error: one' }],
      count: 3,
      nextLine: null,
    });
  });

  it.each(['(a+)+$', '.*', '[', '\\', '^', '{1,', 'a|b', '$&', '/'])('takes %j literally', async (wanted) => {
    const stored = new Stored(`${'a'.repeat(100_000)}!\nsays ${wanted} here\n`, 4096);
    expect((await find(stored, { text: wanted })).matches).toEqual([{ line: 2, excerpt: `says ${wanted} here` }]);
  });

  it('finds once what lies far into a line of megabytes, and goes on behind it', async () => {
    const long = `${'ab'.repeat(500_000)}needle${'cd'.repeat(500_000)}needle`;
    const { matches, count } = await find(new Stored(`one\n${long}\nneedle\n`, 65_536), { text: 'needle' });
    expect([matches.map(({ line }) => line), count]).toEqual([[2, 3], 2]);
    expect(matches[0]?.excerpt.length).toBeLessThan(250);
  });

  it('stops when its time is used up, and says where to go on', async () => {
    const stored = new Stored('x\n'.repeat(1000), 10);
    const times = [0, 5000];
    const part = await searchOutput(stored, 'task', 1, { ...QUERY, limit: 5 }, () => times.shift() ?? 0);
    expect(part).toMatchObject({ count: 20, nextLine: 21 });
  });
});

describe('readLines', () => {
  const read = (stored: OutputSource, first: number, count: number) => readLines(stored, 'task', 1, { first, count });

  it.each([1, 3, 1000])('gives lines wherever chunks end: every %d bytes', async (size) => {
    const stored = new Stored('one\ntwo\n\nfour €\nfive', size);
    expect((await read(stored, 2, 3)).lines).toEqual(['two', '', 'four €']);
    const tail = await read(stored, 4, 10);
    expect(tail).toMatchObject({
      first: 4,
      lines: ['four €', 'five'],
      cut: [],
      endChunk: await stored.findLastChunk(),
    });
    expect((await read(stored, 6, 10)).lines).toEqual([]);
  });

  it('cuts long lines and passes over what it does not give of them', async () => {
    const stored = new Stored(`one\n${'€'.repeat(1_000_000)}\nthree\n`, 65_536);
    const { lines, cut } = await read(stored, 1, 10);
    expect(lines).toEqual(['one', '€'.repeat(2730), 'three']);
    expect(cut).toEqual([2]);
    expect(stored.reads).toBeLessThan(8);
  });

  it('gives the last state of a long progress bar, and the end of a line without end', async () => {
    const bar = Array.from({ length: 5000 }, (_, index) => `\r${index} of 5000`).join('');
    const { lines, endChunk } = await read(new Stored(`start${bar}\ndone${bar}`, 4096), 1, 10);
    expect(lines).toEqual(['4999 of 5000', '4999 of 5000']);
    expect(endChunk).not.toBeNull();
  });

  it('stops at what the limit left out, and goes on behind it', async () => {
    const stored = new Stored('one\ntwo\n', 100);
    const gap: OutputPiece = { chunk: 1, firstLine: 900, lineCount: 2, data: Buffer.from('x\ny\n') };
    stored.pieces.push(gap);
    expect(await read(stored, 1, 10)).toMatchObject({ first: 1, lines: ['one', 'two'], endChunk: null });
    expect(await read(stored, 500, 10)).toMatchObject({ first: 900, lines: ['x', 'y'], endChunk: 1 });
  });
});
