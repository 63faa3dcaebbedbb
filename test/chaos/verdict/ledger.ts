import { readFileSync } from 'node:fs';

export type LedgerKind = 'start' | 'beat' | 'child' | 'end';

/** One line that a command wrote. Lines are in the order in which they were written. */
export interface LedgerLine {
  readonly kind: LedgerKind;
  readonly recordId: string;
  readonly runId: string;
  readonly taskIndex: number;
  readonly taskId: string;
  readonly attempt: number;
  /** Uptime of the machine in ms. */
  readonly atMs: number;
}

export interface Ledger {
  readonly lines: readonly LedgerLine[];
  /** Lines that no command can have written whole. */
  readonly broken: readonly string[];
}

const LINE = /^(start|beat|child|end) (\S+) ([0-9a-f-]{36}) (\d+) ([0-9a-f-]{36}) (\d+) (\d+\.\d+)$/;

/** Reads the ledger; one that no command has written to yet is empty. */
export function readLedger(path: string): Ledger {
  try {
    return parseLedger(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], broken: [] };
    throw error;
  }
}

export function parseLedger(text: string): Ledger {
  const lines: LedgerLine[] = [];
  const broken: string[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, kind, recordId, runId, taskIndex, taskId, attempt, seconds] = LINE.exec(line) ?? [];
    if (!kind || !recordId || !runId || !taskId) {
      broken.push(line);
      continue;
    }
    lines.push({
      kind: kind as LedgerKind,
      recordId,
      runId,
      taskIndex: Number(taskIndex),
      taskId,
      attempt: Number(attempt),
      atMs: Number(seconds) * 1000,
    });
  }
  return { lines, broken };
}
