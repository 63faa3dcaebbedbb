import fc from 'fast-check';
import type { OutputChunk } from '../transitions/attempt-result';
import { AttemptOutput, TAIL_BYTES } from './attempt-output';
import { toStorableText } from './output-text';

class MemoryStore {
  readonly chunks = new Map<number, OutputChunk>();
  fault: Error | undefined;

  async appendOutput(_key: unknown, chunks: readonly OutputChunk[]): Promise<void> {
    if (this.fault) throw this.fault;
    for (const chunk of chunks) if (!this.chunks.has(chunk.chunk)) this.chunks.set(chunk.chunk, chunk);
  }

  /** What a reader gets: all chunks in order. */
  read(last: OutputChunk | null): OutputChunk[] {
    const all = [...this.chunks.values(), ...(last ? [last] : [])];
    return all.sort((a, b) => a.chunk - b.chunk);
  }
}

const key = { taskId: 't', attempt: 1 };
const text = (chunks: readonly OutputChunk[]) => Buffer.concat(chunks.map((chunk) => chunk.data)).toString('latin1');

describe('AttemptOutput', () => {
  it('keeps all bytes in order, whatever the pieces, the flushes and the faults', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('flush', 'fail', 'go on')), {
          maxLength: 40,
        }),
        async (pieces) => {
          const store = new MemoryStore();
          const output = new AttemptOutput(store, key, 1_000_000);
          for (const [piece, action] of pieces) {
            output.write(Buffer.from(piece));
            if (action === 'go on') continue;
            store.fault = action === 'fail' ? new Error('away') : undefined;
            await output.flush().catch(() => undefined);
          }
          store.fault = undefined;
          const { lastChunk, bytes, truncated } = await output.finish();
          const all = store.read(lastChunk);
          const written = Buffer.concat(pieces.map(([piece]) => Buffer.from(piece)));
          expect(text(all)).toBe(written.toString('latin1'));
          expect([bytes, truncated]).toEqual([written.length, false]);
          expect(all.map((chunk) => chunk.chunk)).toEqual(all.map((_, index) => index));
          for (const chunk of all) {
            const before = written.subarray(0, chunk.byteOffset).toString('latin1');
            expect(chunk.firstLine).toBe(before.split('\n').length);
            expect(chunk.lineCount).toBe(chunk.data.toString('latin1').split('\n').length - 1);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps the beginning and the end of more than the limit, and says what is missing', async () => {
    const store = new MemoryStore();
    const output = new AttemptOutput(store, key, 10_000);
    const line = (index: number) => `line ${String(index).padStart(6, '0')}\n`;
    for (let index = 1; index <= 5_000; index++) output.write(Buffer.from(line(index)));
    const { lastChunk, bytes, truncated } = await output.finish();
    const kept = text(store.read(lastChunk));
    expect([bytes, truncated]).toEqual([60_000, true]);
    expect(kept.startsWith(line(1))).toBe(true);
    expect(kept.endsWith(line(5_000))).toBe(true);
    const whole = Array.from({ length: 5_000 }, (_, index) => line(index + 1)).join('');
    const missing = whole.slice(5_000, 55_000).split('\n').length - 1;
    expect(kept).toContain(`[... 50000 bytes (${missing} lines) not kept: more than 10000 bytes ...]`);
    // The last lines keep the numbers that they have in the whole output.
    const last = store.read(lastChunk).at(-1);
    expect((last?.firstLine ?? 0) + (last?.lineCount ?? 0)).toBe(5_001);
  });

  it('holds no more than the limit in memory during a flood', async () => {
    const store = new MemoryStore();
    store.fault = new Error('away');
    const output = new AttemptOutput(store, key, 1_000_000);
    const piece = Buffer.alloc(1_000_000, 'y\n');
    for (let index = 0; index < 2_000; index++) output.write(piece.subarray(0, 65_536));
    store.fault = undefined;
    const { bytes, lastChunk } = await output.finish();
    expect(bytes).toBe(2_000 * 65_536);
    expect(text(store.read(lastChunk)).length).toBeLessThan(1_000_200);
  });

  it('can be finished again after a fault', async () => {
    const store = new MemoryStore();
    const output = new AttemptOutput(store, key, 2_000_000);
    output.write(Buffer.alloc(600_000, 'x'));
    store.fault = new Error('away');
    await expect(output.finish()).rejects.toThrow('away');
    store.fault = undefined;
    const { lastChunk } = await output.finish();
    expect(text(store.read(lastChunk))).toBe('x'.repeat(600_000));
  });

  it('gives the last 64 KiB as text that can be stored', async () => {
    const output = new AttemptOutput(new MemoryStore(), key, 1_000_000);
    output.write(Buffer.from('ä'.repeat(50_000)));
    const { tail } = await output.finish();
    expect(tail).toBe('ä'.repeat(TAIL_BYTES / 2));
  });
});

it.each([
  [Buffer.from('a\0b'), 'a\u2400b'],
  [Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
  [Buffer.from([0xa4, 0x62]), 'b'],
  [Buffer.from('\ufeffx'), '\ufeffx'],
])('toStorableText %#', (bytes, expected) => {
  expect(toStorableText(bytes)).toBe(expected);
});
