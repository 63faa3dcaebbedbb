import { LOST_MARK_TEXT, parseCutMark } from '@app/process-core';

/** Why a part of an output is not there: more than is kept, a lost worker, or a database that took no more. */
export const MISSING_KINDS = ['NOT_KEPT', 'WORKER_LOST', 'NOT_STORED'] as const;
export type MissingKind = (typeof MISSING_KINDS)[number];

/** A part of an output that is not there. */
export interface MissingOutput {
  readonly kind: MissingKind;
  /** The line of the output that stands for it; null when none does: it is missing at the end. */
  readonly line: number | null;
  /** Number of the first line behind it; null when nothing follows. */
  readonly nextLine: number | null;
  /** Null when nobody knows. */
  readonly bytes: number | null;
  readonly lines: number | null;
  /** In words, as the one who left it out said it. */
  readonly reason: string;
}

/** How the attempt ended, as far as that tells what is missing. */
export interface AttemptEnding {
  readonly outcome: string | null;
  readonly truncated: boolean;
  /** Bytes that the worker reported; 0 when it did not live to. */
  readonly bytes: number;
  readonly errorMessage: string | null;
  readonly workerHost: string | null;
}

/** A chunk near the end of an output, by its edges. */
export interface ChunkEdges {
  readonly firstLine: number;
  readonly lineCount: number;
  /** Its first bytes: all, when they are few. */
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** What an output says about its own gaps, from how the attempt ended and its last chunks in order. */
export function missingOutput(ending: AttemptEnding, lastChunks: readonly ChunkEdges[]): MissingOutput[] {
  const missing: MissingOutput[] = [];
  if (ending.truncated) {
    for (const [index, chunk] of lastChunks.entries()) {
      const mark = parseCutMark(chunk.head.toString());
      if (mark === null) continue;
      // The mark begins by ending the line that was cut in its middle.
      const line = chunk.firstLine + 1;
      missing.push({ kind: 'NOT_KEPT', line, nextLine: lastChunks[index + 1]?.firstLine ?? null, ...mark });
    }
    const last = lastChunks.at(-1);
    if (last?.tail.toString().endsWith(LOST_MARK_TEXT)) {
      const line = last.firstLine + last.lineCount - 1;
      missing.push({ ...NOTHING_FOLLOWS, kind: 'WORKER_LOST', line, reason: 'the worker was lost' });
    }
    if (missing.length === 0) missing.push({ ...NOTHING_FOLLOWS, kind: 'NOT_STORED', reason: reasonOf(ending) });
  } else if (ending.outcome === 'WORKER_LOST' && ending.bytes === 0) {
    missing.push({ ...NOTHING_FOLLOWS, kind: 'WORKER_LOST', reason: lostWords(ending.workerHost) });
  }
  return missing;
}

const NOTHING_FOLLOWS = { line: null, nextLine: null, bytes: null, lines: null };

function reasonOf({ errorMessage }: AttemptEnding): string {
  return errorMessage ?? 'the rest could not be stored';
}

// Until a worker runs on that host again and stores what its spool holds.
function lostWords(host: string | null): string {
  const where = host === null ? 'the host of its worker' : `its host ${host}`;
  return `the worker was lost: what was printed last may still be on the disk of ${where}`;
}
