import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { LOST_MARK_TEXT } from '@app/process-core';
import type { OutputChunk } from '../transitions/attempt-result';
import { CHUNK_BYTES, TAIL_BYTES } from './attempt-output';
import type { OutputRepository, StoredOutput } from './output.repository';
import { countLines, toStorableText } from './output-text';
import type { LeftBehind, Spool } from './spool';

const CUT = Buffer.from(LOST_MARK_TEXT);

/**
 * Stores what workers of this host wrote to their spool and did not live to store. It is done once the attempt is
 * closed, that is when its worker was found to be lost; until then the file may still belong to a living one.
 */
export class SpoolRecovery {
  constructor(
    private readonly spool: Spool,
    private readonly outputs: OutputRepository,
  ) {}

  /** Gives how many attempts got their output back. Throws when the database is away; call again. */
  async recover(): Promise<number> {
    let recovered = 0;
    for (const file of await this.spool.leftBehind()) {
      const stored = await this.outputs.findStored(file.key);
      if (stored && !stored.closed) continue;
      const path = await this.spool.takeOver(file);
      if (path === null) continue;
      try {
        if (stored && (await this.store(file, stored, path))) recovered++;
      } catch (error) {
        // For the next time.
        await rename(path, file.path).catch(() => undefined);
        throw error;
      }
      await rm(path, { force: true });
    }
    return recovered;
  }

  private async store(file: LeftBehind, stored: StoredOutput, path: string): Promise<boolean> {
    // The worker reported the end of this attempt itself: it is all there.
    if (stored.workerId !== file.workerId || stored.outcome !== 'WORKER_LOST') return false;
    const handle = await open(path);
    try {
      await this.storeRest(file, stored, handle);
    } finally {
      await handle.close();
    }
    return true;
  }

  // Chunk by chunk: a file may be as large as the limit of an output.
  private async storeRest(found: LeftBehind, stored: StoredOutput, file: FileHandle): Promise<void> {
    const key = { ...found.key, runId: stored.runId };
    const { size } = await file.stat();
    let { chunks: chunk, bytes: byteOffset, lines } = stored;
    const next = (data: Buffer): OutputChunk => {
      const made = { chunk, byteOffset, firstLine: lines + 1, lineCount: countLines(data), data };
      chunk += 1;
      byteOffset += data.length;
      lines += made.lineCount;
      return made;
    };
    while (size - byteOffset > CHUNK_BYTES)
      await this.outputs.appendOutput(key, [next(await readRange(file, byteOffset, byteOffset + CHUNK_BYTES))]);
    const rest = next(Buffer.concat([await readRange(file, byteOffset, size), CUT]));
    const tail = await readRange(file, Math.max(0, size - TAIL_BYTES + CUT.length), size);
    const all = { tail: toStorableText(Buffer.concat([tail, CUT])), bytes: Math.max(size, stored.bytes) };
    await this.outputs.storeRecovered(key, rest, all);
  }
}

async function readRange(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
