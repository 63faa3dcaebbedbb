import { type OutputQuery, searchOutput } from './search-output';
import { StoredOutput } from './stored-output.fixture';

const ESC = String.fromCharCode(27);

const QUERY: OutputQuery = { text: 'x', matchCase: false, fromLine: 1, beforeLine: undefined, limit: 100 };
const find = (stored: StoredOutput, query: Partial<OutputQuery>) =>
  searchOutput(stored, 'task', 1, { ...QUERY, ...query });

describe('searchOutput', () => {
  const text = `Error: one\nno\n${ESC}[31mer${ESC}[0mror two, error again\ngrün €\n\nlast ERROR`;

  it.each([1, 3, 7, 1000])('finds lines as a reader sees them, wherever chunks end: every %d bytes', async (size) => {
    const stored = new StoredOutput(text, size);
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
    const stored = new StoredOutput(`${'a'.repeat(100_000)}!\nsays ${wanted} here\n`, 4096);
    expect((await find(stored, { text: wanted })).matches).toEqual([{ line: 2, excerpt: `says ${wanted} here` }]);
  });

  it('finds once what lies far into a line of megabytes, and goes on behind it', async () => {
    const long = `${'ab'.repeat(500_000)}needle${'cd'.repeat(500_000)}needle`;
    const { matches, count } = await find(new StoredOutput(`one\n${long}\nneedle\n`, 65_536), { text: 'needle' });
    expect([matches.map(({ line }) => line), count]).toEqual([[2, 3], 2]);
    expect(matches[0]?.excerpt.length).toBeLessThan(250);
  });

  it('stops when its time is used up, and says where to go on', async () => {
    const stored = new StoredOutput('x\n'.repeat(1000), 10);
    const times = [0, 5000];
    const part = await searchOutput(stored, 'task', 1, { ...QUERY, limit: 5 }, () => times.shift() ?? 0);
    expect(part).toMatchObject({ count: 20, nextLine: 21 });
  });
});
