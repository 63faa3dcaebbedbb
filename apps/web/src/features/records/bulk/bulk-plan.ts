import type { BulkAction, ProcessRecord, RunStatus } from '@app/api-client';

/** What an action would do to the selected records, as far as their states tell. */
export interface BulkPlan {
  readonly action: BulkAction;
  readonly ids: readonly string[];
  /** Why the others are left, in words, and how many. */
  readonly left: readonly { readonly count: number; readonly why: Refusal }[];
  readonly selected: number;
}

/** The reason for one record and for several. */
export interface Refusal {
  readonly one: string;
  readonly many: string;
}

const RUNNING: Refusal = { one: 'is running', many: 'are running' };
const NOT_RUNNING: Refusal = { one: 'is not running', many: 'are not running' };
const NEVER_RAN: Refusal = { one: 'has never run', many: 'have never run' };
const COMPLETED: Refusal = { one: 'has completed', many: 'have completed' };

const NO_SCHEDULE: Refusal = { one: 'has no schedule', many: 'have no schedule' };
const PAUSED: Refusal = { one: 'is paused already', many: 'are paused already' };
const NOT_PAUSED: Refusal = { one: 'is not paused', many: 'are not paused' };

/** What a plan looks at. */
export type BulkRecord = Pick<ProcessRecord, 'id' | 'currentStatus' | 'schedule' | 'schedulePausedAt'>;

/** Which of the records an action would be done to, and why not to the others. */
export function planBulk(action: BulkAction, records: readonly BulkRecord[]): BulkPlan {
  const left = new Map<Refusal, number>();
  const ids: string[] = [];
  for (const record of records) {
    const why = refusalOf(action, record);
    if (why === null) ids.push(record.id);
    else left.set(why, (left.get(why) ?? 0) + 1);
  }
  return { action, ids, left: [...left].map(([why, count]) => ({ why, count })), selected: records.length };
}

/** Why the action is not possible in a state; null when it is. */
function refusalOf(action: BulkAction, record: BulkRecord): Refusal | null {
  const { currentStatus: status, schedule, schedulePausedAt } = record;
  switch (action) {
    case 'start':
    case 'delete':
      return status === 'IN_PROGRESS' ? RUNNING : null;
    case 'stop':
      return status === 'IN_PROGRESS' ? null : NOT_RUNNING;
    case 'resume':
      return resumeRefusal(status);
    case 'pause-schedule':
      return schedule === null ? NO_SCHEDULE : schedulePausedAt === null ? null : PAUSED;
    case 'resume-schedule':
      return schedule === null ? NO_SCHEDULE : schedulePausedAt === null ? NOT_PAUSED : null;
    default: {
      const unknown: never = action;
      throw new TypeError(`unknown action ${String(unknown)}`);
    }
  }
}

function resumeRefusal(status: RunStatus): Refusal | null {
  switch (status) {
    case 'FAILED':
    case 'STOPPED':
      return null;
    case 'IN_PROGRESS':
      return RUNNING;
    case 'PENDING':
      return NEVER_RAN;
    case 'COMPLETED':
      return COMPLETED;
    default: {
      const unknown: never = status;
      throw new TypeError(`unknown status ${String(unknown)}`);
    }
  }
}
