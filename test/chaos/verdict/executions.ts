import type { LedgerLine } from './ledger';

/** What the ledger shows of one attempt. Positions count the ledger's lines. */
export interface Execution {
  readonly recordId: string;
  readonly runId: string;
  readonly taskIndex: number;
  readonly taskId: string;
  readonly attempt: number;
  /** How often it was started: more than once is a doubled command. */
  starts: number;
  readonly startPosition: number;
  readonly startMs: number;
  ended: boolean;
  endMs: number | null;
  /** The last line of any process of it. */
  lastPosition: number;
  lastMs: number;
}

export interface Overlap {
  readonly earlier: Execution;
  readonly later: Execution;
  /** From the start of the later one to the last sign of the earlier one; clock resolution 10 ms. */
  readonly ms: number;
}

export function attemptId({ taskId, attempt }: Pick<Execution, 'taskId' | 'attempt'>): string {
  return `${taskId}#${attempt}`;
}

/** The attempts that the ledger knows, in the order in which they started. */
export function executionsOf(lines: readonly LedgerLine[]): Execution[] {
  const byAttempt = new Map<string, Execution>();
  lines.forEach((line, position) => {
    const known = byAttempt.get(attemptId(line));
    if (!known) {
      byAttempt.set(attemptId(line), begin(line, position));
      return;
    }
    if (line.kind === 'start') known.starts++;
    if (line.kind === 'end') {
      known.ended = true;
      known.endMs = line.atMs;
    }
    known.lastPosition = position;
    known.lastMs = line.atMs;
  });
  return [...byAttempt.values()];
}

/**
 * Pairs of attempts of one record of which the earlier still gave a sign of life after the later had started. An
 * attempt that was killed has no end line; its beats, and those of its children, bound its life.
 */
export function overlapsOf(executions: readonly Execution[]): Overlap[] {
  const overlaps: Overlap[] = [];
  const longestLived = new Map<string, Execution>();
  for (const later of executions) {
    const earlier = longestLived.get(later.recordId);
    if (earlier && earlier.lastPosition > later.startPosition)
      overlaps.push({ earlier, later, ms: Math.max(0, earlier.lastMs - later.startMs) });
    if (!earlier || later.lastPosition > earlier.lastPosition) longestLived.set(later.recordId, later);
  }
  return overlaps;
}

function begin(line: LedgerLine, position: number): Execution {
  return {
    recordId: line.recordId,
    runId: line.runId,
    taskIndex: line.taskIndex,
    taskId: line.taskId,
    attempt: line.attempt,
    starts: line.kind === 'start' ? 1 : 0,
    startPosition: position,
    startMs: line.atMs,
    ended: line.kind === 'end',
    endMs: line.kind === 'end' ? line.atMs : null,
    lastPosition: position,
    lastMs: line.atMs,
  };
}
