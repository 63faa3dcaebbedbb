import type { RunStatus, TaskStatus } from '@app/process-core';

/** Where a reader of the feed is: after every event up to this one. Ordered by transaction, then by id. */
export interface FeedPosition {
  readonly xid: bigint;
  readonly id: bigint;
}

/** One change that was committed: the new statuses of what it touched, null for what it did not. */
export interface LiveEvent {
  readonly position: FeedPosition;
  readonly recordId: string;
  /** `DELETED` when the record is gone. */
  readonly recordStatus: RunStatus | 'DELETED' | null;
  readonly runId: string | null;
  readonly runStatus: RunStatus | null;
  readonly taskId: string | null;
  readonly taskIndex: number | null;
  readonly taskStatus: TaskStatus | null;
}

/** Below zero, zero or above, as `a` is before, at or after `b`. */
export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}

/** A position as text, for clients to send back. */
export function formatPosition({ xid, id }: FeedPosition): string {
  return `${xid}-${id}`;
}

/** The position in a text; undefined when it is none. */
export function parsePosition(text: string): FeedPosition | undefined {
  const match = /^(\d{1,19})-(\d{1,19})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const position = { xid: BigInt(match[1]), id: BigInt(match[2]) };
  return position.xid <= MAX_POSITION && position.id <= MAX_POSITION ? position : undefined;
}

// The largest bigint of PostgreSQL; transaction ids stay far below it.
const MAX_POSITION = 9_223_372_036_854_775_807n;
