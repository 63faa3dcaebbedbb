import { randomUUID } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, temporaryFolder } from '@app/testing';
import fc from 'fast-check';
import type { OutputChunk } from '../transitions/attempt-result';
import { AttemptOutput, TAIL_BYTES } from './attempt-output';
import { toStorableText } from './output-text';
import { Spool } from './spool';

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

const key = { runId: 'r', taskId: 't', attempt: 1 };
const text = (chunks: readonly OutputChunk[]) => Buffer.concat(chunks.map((chunk) => chunk.data)).toString('latin1');

const folder = temporaryFolder('output');
afterAll(() => folder.remove());

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

  it('keeps all bytes in order, also those that waited in the spool', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ max: 900, min: 1 }), fc.constantFrom('flush', 'start', 'fail', 'go on')), {
          maxLength: 30,
        }),
        async (pieces) => {
          const store = new MemoryStore();
          const spool = new Spool(folder.path, 'spilling').open({ taskId: randomUUID(), attempt: 1 });
          const output = new AttemptOutput(store, key, 1_000_000, spool, 1_000);
          const written: Buffer[] = [];
          const flushes: Promise<void>[] = [];
          for (const [index, [length, action]] of pieces.entries()) {
            const piece = Buffer.alloc(length, `${index}\n`);
            written.push(piece);
            output.write(piece);
            if (action === 'go on') continue;
            store.fault = action === 'fail' ? new Error('away') : undefined;
            flushes.push(output.flush().catch(() => undefined));
            if (action !== 'start') await Promise.all(flushes);
          }
          store.fault = undefined;
          const { lastChunk, truncated } = await output.finish();
          const all = store.read(lastChunk);
          expect([text(all), truncated]).toEqual([Buffer.concat(written).toString('latin1'), false]);
          expect(all.map((chunk) => chunk.chunk)).toEqual(all.map((_, index) => index));
          output.recorded();
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keeps what waits for the database on disk, not in memory', async () => {
    const store = new MemoryStore();
    store.fault = new Error('away');
    const spool = new Spool(folder.path, 'large').open(key);
    const output = new AttemptOutput(store, key, 300_000_000, spool);
    const before = process.memoryUsage().arrayBuffers;
    for (let index = 0; index < 200; index++) {
      output.write(Buffer.alloc(1_000_000, 'y\n'));
      if (index % 20 === 0) await output.flush().catch(() => undefined);
    }
    global.gc?.();
    await eventually('garbage is gone', () => process.memoryUsage().arrayBuffers - before < 60_000_000);
    store.fault = undefined;
    const { bytes } = await output.finish();
    const stored = [...store.chunks.values()].reduce((sum, chunk) => sum + chunk.data.length, 0);
    expect([bytes, stored > 195_000_000]).toEqual([200_000_000, true]);
    output.recorded();
  });

  it('says that a full disk took no more, and keeps the end', async () => {
    const store = new MemoryStore();
    const attempt = { runId: randomUUID(), taskId: randomUUID(), attempt: 1 };
    await new Spool(folder.path, 'full').check();
    // The kernel's own full disk.
    symlinkSync('/dev/full', join(folder.path, 'full', `${attempt.taskId}.1.out`));
    const output = new AttemptOutput(store, attempt, 1_000_000, new Spool(folder.path, 'full').open(attempt));
    output.write(Buffer.from('beginning\n'));
    expect(output.fault).toMatchObject({
      fault: 'spool-full',
      message: expect.stringMatching(/no space left.*ENOSPC/),
    });
    output.write(Buffer.alloc(300_000, 'x'));
    output.write(Buffer.from('end\n'));
    const { lastChunk, truncated } = await output.finish();
    expect(truncated).toBe(true);
    expect(text(store.read(lastChunk))).toMatch(
      /^\n\[\.\.\. \d+ bytes .* not kept: the spool folder .*ENOSPC.*\n.*end\n$/s,
    );
    output.recorded();
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
