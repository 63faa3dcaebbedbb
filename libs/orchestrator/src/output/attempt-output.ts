import { cutMarkText } from '@app/process-core';
import type { OutputChunk, OutputSummary } from '../transitions/attempt-result';
import type { AttemptKey } from '../transitions/stop-run.repository';
import { ByteTail } from './byte-tail';
import { countLines, toStorableText } from './output-text';
import { SpoolFault } from './spool-fault';
import type { SpoolFile } from './spool-file';

/** Where chunks of output are stored while the command runs. */
export interface OutputStore {
  /** Stores the chunks; one that is stored already is left as it is. Throws when the database is away. */
  appendOutput(key: AttemptKey, chunks: readonly OutputChunk[]): Promise<void>;
}

/** The last bytes that a task's row shows. */
export const TAIL_BYTES = 64 * 1024;
/** Bytes in one stored chunk, at most. */
export const CHUNK_BYTES = 256 * 1024;
const LAST_KEPT_BYTES = 256 * 1024;
/** Of what waits to be stored, more than this is read from the spool again. */
const MEMORY_BYTES = 1024 * 1024;

/**
 * Takes the output of one attempt and stores it in chunks, in order and byte-exact. Of more than `limitBytes`
 * the beginning and the end are kept, with a mark between that says how much is missing. Memory stays bounded,
 * however much is written and however long the database is away: what it cannot take waits in the spool.
 */
export class AttemptOutput {
  private headLimit: number;
  private readonly recent = new ByteTail(TAIL_BYTES);
  private readonly last: ByteTail;
  /** What waits to be stored, from `nextOffset` on; empty while it waits in the spool only. */
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private isSpilled = false;
  private headBytes = 0;
  private totalBytes = 0;
  private droppedBytes = 0;
  private droppedLines = 0;
  private nextChunk = 0;
  private nextOffset = 0;
  private nextLine = 1;
  private flushing: Promise<void> | undefined;
  private rest: OutputChunk[] | undefined;
  private spoolFault: SpoolFault | null = null;

  /** @param memoryBytes most that waits in memory while there is a spool */
  constructor(
    private readonly store: OutputStore,
    private readonly key: AttemptKey,
    private readonly limitBytes: number,
    private readonly spool: SpoolFile | null = null,
    private readonly memoryBytes = MEMORY_BYTES,
  ) {
    const lastKept = Math.min(LAST_KEPT_BYTES, Math.floor(limitBytes / 2));
    this.headLimit = limitBytes - lastKept;
    this.last = new ByteTail(lastKept, (dropped) => {
      this.droppedBytes += dropped.length;
      this.droppedLines += countLines(dropped);
    });
  }

  /** Why not all of the output could be kept, or null. From then on only its end is. */
  get fault(): SpoolFault | null {
    return this.spoolFault;
  }

  /** Takes the next bytes; they must not be changed afterwards. */
  write(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.totalBytes += bytes.length;
    this.recent.push(bytes);
    const head = bytes.subarray(0, Math.max(0, this.headLimit - this.headBytes));
    const isKept = head.length === 0 || this.keep(head);
    const rest = isKept ? bytes.subarray(head.length) : bytes;
    if (rest.length > 0) this.last.push(rest);
  }

  /** Stores what came since the last time. Throws when the database is away; nothing is lost, call again. */
  flush(): Promise<void> {
    if (this.nextOffset === this.headBytes) return Promise.resolve();
    this.flushing ??= this.storeWaiting(0).finally(() => {
      this.flushing = undefined;
    });
    return this.flushing;
  }

  /** The result is recorded, and with it the last chunk: the spool is not needed any more. */
  recorded(): void {
    this.spool?.remove();
  }

  /**
   * Ends the output: stores all but the last chunk, which the caller stores together with the result. Throws when
   * the database is away; nothing is lost, call again.
   */
  async finish(): Promise<OutputSummary> {
    await this.flushing?.catch(() => undefined);
    if (!this.rest && this.isSpilled) await this.storeWaiting(this.memoryBytes);
    this.rest ??= this.seal();
    const lastChunk = this.rest.at(-1) ?? null;
    if (this.rest.length > 1) await this.store.appendOutput(this.key, this.rest.slice(0, -1));
    return { ...this.summary(), truncated: this.droppedBytes > 0, lastChunk };
  }

  /** What can be told of an output that cannot be stored: its size and its last bytes. */
  unstored(): OutputSummary {
    return { ...this.summary(), truncated: true, lastChunk: null };
  }

  private summary() {
    return { tail: toStorableText(this.recent.toBuffer()), bytes: this.totalBytes };
  }

  // What is not stored yet, once no more can come.
  private seal(): OutputChunk[] {
    const chunks = this.chunksOf(this.waiting(this.headBytes));
    this.forgetPending();
    if (this.droppedBytes > 0) {
      const reason = this.spoolFault?.message ?? `more than ${this.limitBytes} bytes`;
      const mark = Buffer.from(cutMarkText({ bytes: this.droppedBytes, lines: this.droppedLines, reason }));
      chunks.push(this.chunkOf(mark));
      // Lines keep the numbers they had in the whole output, unless less was dropped than the mark has: numbers only rise.
      this.nextLine += Math.max(0, this.droppedLines - countLines(mark));
    }
    return [...chunks, ...this.chunksOf(this.last.toBuffer())];
  }

  /** False when the spool does not take it. */
  private keep(bytes: Buffer): boolean {
    try {
      this.spool?.append(bytes);
    } catch (error) {
      if (!(error instanceof SpoolFault)) throw error;
      this.spoolFault = error;
      this.headLimit = this.headBytes;
      return false;
    }
    this.headBytes += bytes.length;
    if (this.isSpilled) return true;
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.spool && this.pendingBytes > this.memoryBytes) {
      this.forgetPending();
      this.isSpilled = true;
    }
    return true;
  }

  /** Stores what waits, piece by piece, until no more than `leave` bytes do. */
  private async storeWaiting(leave: number): Promise<void> {
    do {
      const state = { chunk: this.nextChunk, offset: this.nextOffset, line: this.nextLine };
      const batch = this.waiting(Math.min(this.headBytes, this.nextOffset + this.memoryBytes));
      if (!this.isSpilled) this.forgetPending();
      try {
        await this.store.appendOutput(this.key, this.chunksOf(batch));
      } catch (error) {
        [this.nextChunk, this.nextOffset, this.nextLine] = [state.chunk, state.offset, state.line];
        if (!this.isSpilled) {
          this.pending.unshift(batch);
          this.pendingBytes += batch.length;
        }
        throw error;
      }
      if (this.isSpilled && this.headBytes - this.nextOffset <= leave) this.unspill();
    } while (this.isSpilled);
  }

  private unspill(): void {
    this.pending = [this.waiting(this.headBytes)];
    this.pendingBytes = this.headBytes - this.nextOffset;
    this.isSpilled = false;
  }

  /** The bytes from the first that is not stored to `end`; all of them when they are in memory. */
  private waiting(end: number): Buffer {
    if (this.isSpilled && this.spool) return this.spool.read(this.nextOffset, end);
    return Buffer.concat(this.pending, this.pendingBytes);
  }

  private forgetPending(): void {
    this.pending = [];
    this.pendingBytes = 0;
  }

  private chunksOf(bytes: Buffer): OutputChunk[] {
    const chunks: OutputChunk[] = [];
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
      chunks.push(this.chunkOf(bytes.subarray(start, start + CHUNK_BYTES)));
    return chunks;
  }

  private chunkOf(data: Buffer): OutputChunk {
    const lineCount = countLines(data);
    const chunk = { chunk: this.nextChunk, byteOffset: this.nextOffset, firstLine: this.nextLine, lineCount, data };
    this.nextChunk += 1;
    this.nextOffset += data.length;
    this.nextLine += lineCount;
    return chunk;
  }
}
