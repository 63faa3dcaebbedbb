import { readLines } from './read-lines';
import { StoredOutput } from './stored-output.fixture';

const ESC = String.fromCharCode(27);

describe('readLines', () => {
  const read = (stored: StoredOutput, first: number, count: number) => readLines(stored, 'task', 1, { first, count });

  it.each([1, 3, 1000])('gives lines wherever chunks end: every %d bytes', async (size) => {
    const stored = new StoredOutput('one\ntwo\n\nfour €\nfive', size);
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
    const stored = new StoredOutput(`one\n${'€'.repeat(1_000_000)}\nthree\n`, 65_536);
    const { lines, cut } = await read(stored, 1, 10);
    expect(lines).toEqual(['one', '€'.repeat(2730), 'three']);
    expect(cut).toEqual([2]);
    expect(stored.reads).toBeLessThan(8);
  });

  it('gives the last state of a long progress bar, and the end of a line without end', async () => {
    const bar = Array.from({ length: 5000 }, (_, index) => `\r${index} of 5000`).join('');
    const { lines, endChunk } = await read(new StoredOutput(`start${bar}\ndone${bar}`, 4096), 1, 10);
    expect(lines).toEqual(['4999 of 5000', '4999 of 5000']);
    expect(endChunk).not.toBeNull();
  });

  it('stops at what the limit left out, and goes on behind it', async () => {
    const stored = new StoredOutput('one\ntwo\n', 100);
    stored.add(Buffer.from('x\ny\n'), 900);
    expect(await read(stored, 1, 10)).toMatchObject({ first: 1, lines: ['one', 'two'], endChunk: null });
    expect(await read(stored, 500, 10)).toMatchObject({ first: 900, lines: ['x', 'y'], endChunk: 1 });
  });

  it('takes nothing that came after the chunk it was told of, so that the end is where a stream goes on', async () => {
    const stored = new StoredOutput('one\ntwo\nth', 4);
    stored.add(Buffer.from('ree\nfour\n'));
    const { lines, endChunk } = await readLines(stored, 'task', 1, { first: 2, count: 2, until: 2 });
    expect([lines, endChunk]).toEqual([['two', 'th'], 2]);
  });

  it.each([12, 17, 1000])('says which colours go on from before, wherever chunks end: every %d bytes', async (size) => {
    const text = `a\n${ESC}[31mred\nstill\n${ESC}[1;48;5;0mbold\n${ESC}[mplain\n${ESC}[0;32mgreen\nend`;
    const stored = new StoredOutput(text, size);
    const styles = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(async (line) => (await read(stored, line, 1)).style));
    expect(styles).toEqual(['', '', '31', '31', '31;1;48;5;0', '', '32']);
  });

  it('finds the colour that was set megabytes before', async () => {
    const stored = new StoredOutput(`${ESC}[35m${'plain\n'.repeat(600_000)}`, 262_144);
    expect((await read(stored, 500_000, 1)).style).toBe('35');
  });
});
