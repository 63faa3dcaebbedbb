import type { OutputChunk, OutputSummary } from '../transitions/attempt-result';
import type { AttemptKey } from '../transitions/stop-run.repository';
import { ByteTail } from './byte-tail';
import { countLines, toStorableText } from './output-text';
import type { SpoolFile } from './spool';

/** Where chunks of output are stored while the command runs. */
export interface OutputStore {
  /** Stores the chunks; one that is stored already is left as it is. Throws when the database is away. */
  appendOutput(key: AttemptKey, chunks: readonly OutputChunk[]): Promise<void>;
}

/** The last bytes that a task's row shows. */
export const TAIL_BYTES = 64 * 1024;
const LAST_KEPT_BYTES = 256 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * Takes the output of one attempt and stores it in chunks, in order and byte-exact. Of more than `limitBytes`
 * the beginning and the end are kept, with a mark between that says how much is missing. Memory stays bounded
 * by the limit, however much is written and however long the database is away.
 */
export class AttemptOutput {
  private readonly headLimit: number;
  private readonly recent = new ByteTail(TAIL_BYTES);
  private readonly last: ByteTail;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private headBytes = 0;
  private totalBytes = 0;
  private droppedBytes = 0;
  private droppedLines = 0;
  private nextChunk = 0;
  private nextOffset = 0;
  private nextLine = 1;
  private flushing: Promise<void> | undefined;
  private rest: OutputChunk[] | undefined;

  constructor(
    private readonly store: OutputStore,
    private readonly key: AttemptKey,
    private readonly limitBytes: number,
    private readonly spool: SpoolFile | null = null,
  ) {
    const lastKept = Math.min(LAST_KEPT_BYTES, Math.floor(limitBytes / 2));
    this.headLimit = limitBytes - lastKept;
    this.last = new ByteTail(lastKept, (dropped) => {
      this.droppedBytes += dropped.length;
      this.droppedLines += countLines(dropped);
    });
  }

  /** Takes the next bytes; they must not be changed afterwards. */
  write(bytes: Buffer): void {
    this.totalBytes += bytes.length;
    this.recent.push(bytes);
    const head = bytes.subarray(0, Math.max(0, this.headLimit - this.headBytes));
    if (head.length > 0) {
      this.spool?.append(head);
      this.keep(head);
    }
    if (head.length < bytes.length) this.last.push(bytes.subarray(head.length));
  }

  /** Stores what came since the last time. Throws when the database is away; nothing is lost, call again. */
  async flush(): Promise<void> {
    await this.flushing?.catch(() => undefined);
    if (this.pendingBytes === 0) return;
    this.flushing = this.storePending();
    await this.flushing;
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
    this.rest ??= this.seal();
    const lastChunk = this.rest.at(-1) ?? null;
    if (this.rest.length > 1) await this.store.appendOutput(this.key, this.rest.slice(0, -1));
    const tail = toStorableText(this.recent.toBuffer());
    return { tail, bytes: this.totalBytes, truncated: this.droppedBytes > 0, lastChunk };
  }

  // What is not stored yet, once no more can come.
  private seal(): OutputChunk[] {
    const chunks = this.takeChunks();
    if (this.droppedBytes > 0) {
      const mark = Buffer.from(
        `\n[... ${this.droppedBytes} bytes (${this.droppedLines} lines) not kept: more than ${this.limitBytes} bytes ...]\n`,
      );
      chunks.push(this.chunkOf(mark));
      // Lines keep the numbers they had in the whole output.
      this.nextLine += this.droppedLines - countLines(mark);
    }
    if (this.last.length > 0) this.keep(this.last.toBuffer());
    return [...chunks, ...this.takeChunks()];
  }

  private keep(bytes: Buffer): void {
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    this.headBytes += bytes.length;
  }

  private async storePending(): Promise<void> {
    const state = { chunk: this.nextChunk, offset: this.nextOffset, line: this.nextLine };
    const taken = this.pending;
    const chunks = this.takeChunks();
    try {
      await this.store.appendOutput(this.key, chunks);
    } catch (error) {
      [this.nextChunk, this.nextOffset, this.nextLine] = [state.chunk, state.offset, state.line];
      this.pending = [...taken, ...this.pending];
      this.pendingBytes = this.pending.reduce((sum, bytes) => sum + bytes.length, 0);
      throw error;
    }
  }

  private takeChunks(): OutputChunk[] {
    const bytes = Buffer.concat(this.pending, this.pendingBytes);
    this.pending = [];
    this.pendingBytes = 0;
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
