import { readLine } from './read-line';
import { StoredOutput } from './stored-output.fixture';

const part = (stored: StoredOutput, line: number, fromByte: number, limit: number) =>
  readLine(stored, 'task', 1, { line, fromByte, limit });

it.each([1, 3, 4, 7, 1000])('gives a line in parts, with characters whole: chunks of %d bytes', async (size) => {
  const long = 'a€😀'.repeat(40);
  const stored = new StoredOutput(`one\n${long}\n\nlast`, size);
  for (const limit of [4, 5, 17, 10_000]) {
    const parts: string[] = [];
    let fromByte: number | null = 0;
    while (fromByte !== null) {
      const read: Awaited<ReturnType<typeof readLine>> = await part(stored, 2, fromByte, limit);
      expect(read?.bytes).toBe(Buffer.byteLength(long));
      parts.push(read?.text ?? '');
      fromByte = read?.nextByte ?? null;
    }
    expect(parts.join('')).toBe(long);
  }
  expect(await part(stored, 1, 0, 10)).toEqual({ text: 'one', nextByte: null, bytes: 3 });
  expect(await part(stored, 3, 0, 10)).toEqual({ text: '', nextByte: null, bytes: 0 });
  expect(await part(stored, 4, 2, 1)).toEqual({ text: 's', nextByte: 3, bytes: 4 });
  expect(await part(stored, 6, 0, 10)).toBeNull();
});

it('reads only the chunks that hold the part', async () => {
  const stored = new StoredOutput(`one\n${'x'.repeat(1_000_000)}\nend\n`, 1000);
  expect(await part(stored, 2, 700_000, 5)).toEqual({ text: 'xxxxx', nextByte: 700_005, bytes: 1_000_000 });
  expect(stored.reads).toBeLessThanOrEqual(4);
});

it('ends a line where the output goes on with a later one', async () => {
  const stored = new StoredOutput('one\ntw', 100);
  stored.add(Buffer.from('\n[mark]\n'));
  stored.add(Buffer.from('end'), 900);
  expect(await part(stored, 2, 0, 10)).toEqual({ text: 'tw', nextByte: null, bytes: 2 });
  expect(await part(stored, 3, 0, 10)).toEqual({ text: '[mark]', nextByte: null, bytes: 6 });
  expect(await part(stored, 500, 0, 10)).toBeNull();
});

it('gives broken characters as they are shown elsewhere', async () => {
  const stored = new StoredOutput('', 10);
  stored.add(Buffer.from([0x61, 0xff, 0xe2, 0x82]));
  expect(await part(stored, 1, 0, 100)).toEqual({ text: 'a\ufffd\ufffd', nextByte: null, bytes: 4 });
});
