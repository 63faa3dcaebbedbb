import { readFile, rm } from 'node:fs/promises';
import type { OutputChunk } from '../transitions/attempt-result';
import { TAIL_BYTES } from './attempt-output';
import type { OutputRepository, StoredOutput } from './output.repository';
import { countLines, toStorableText } from './output-text';
import type { LeftBehind, Spool } from './spool';

const CUT = '\n[... output ends here: the worker was lost ...]\n';

/**
 * Stores what workers of this host wrote to their spool and did not live to store. It is done once the attempt is
 * closed, that is when its worker was found to be lost; until then the file may still belong to a living one.
 */
export class SpoolRecovery {
  constructor(
    private readonly spool: Spool,
    private readonly outputs: OutputRepository,
  ) {}

  /** Gives how many attempts got their output back. Throws when the database is away. */
  async recover(): Promise<number> {
    let recovered = 0;
    for (const file of await this.spool.leftBehind()) {
      const stored = await this.outputs.findStored(file.key);
      if (stored && !stored.closed) continue;
      const path = await this.spool.takeOver(file);
      if (path === null) continue;
      if (stored && (await this.store(file, stored, await readFile(path)))) recovered++;
      await rm(path, { force: true });
    }
    return recovered;
  }

  private async store(file: LeftBehind, stored: StoredOutput, spooled: Buffer): Promise<boolean> {
    // The worker reported the end of this attempt itself: it is all there.
    if (stored.workerId !== file.workerId || stored.outcome !== 'WORKER_LOST') return false;
    const missing = Buffer.concat([spooled.subarray(stored.bytes), Buffer.from(CUT)]);
    const chunk: OutputChunk = {
      chunk: stored.chunks,
      byteOffset: stored.bytes,
      firstLine: stored.lines + 1,
      lineCount: countLines(missing),
      data: missing,
    };
    const tail = toStorableText(Buffer.concat([spooled, Buffer.from(CUT)]).subarray(-TAIL_BYTES));
    await this.outputs.storeRecovered(file.key, chunk, { tail, bytes: spooled.length });
    return true;
  }
}
