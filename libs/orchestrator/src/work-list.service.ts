import { conflict, DomainError, stale } from '@app/process-core';
import type { DeliveryService } from './delivery.service';
import type { Orchestrator, RequestedBy } from './orchestrator';
import type { StopRunRepository } from './transitions/stop-run.repository';
import type { MovedRow, RowKey, WorkListRepository, WorkListRow } from './transitions/work-list.repository';

/** What can be done with a row of the work list. */
export const WORK_LIST_ACTIONS = ['runNow', 'reschedule', 'delete'] as const;
export type WorkListAction = (typeof WORK_LIST_ACTIONS)[number];

/** Kinds of rows; a row of any other name is foreign to this version. */
type RowKind = 'step' | 'schedule' | 'maintenance' | 'unknown';

/** Rows that one request lets run at most. */
export const MOST_AT_ONCE = 1_000;
// What is further away is not given to the queue: it is found by the sweep when it is due.
const QUEUED_AHEAD_MS = 86_400_000;
const ROUNDS = 20;

/** What users can do to rows of the work list. All by compare-and-set on the row's version. */
export class WorkListService {
  constructor(
    private readonly rows: WorkListRepository,
    private readonly stops: StopRunRepository,
    private readonly orchestrator: Orchestrator,
    private readonly deliveries: DeliveryService,
  ) {}

  /**
   * Lets a waiting step or job run now; a schedule starts a run of its record, by hand, and keeps its next fire.
   * @param version that of the row as the user saw it; absent: whatever it is
   * Throws DomainError: `not-found` (picked or ended meanwhile), `stale` (changed meanwhile), `conflict`.
   */
  async runNow(key: RowKey, version: number | undefined, by: RequestedBy): Promise<void> {
    if (kindOf(key) === 'schedule') {
      await this.find(key, 'runNow', version);
      await this.orchestrator.start(key.taskInstance, by);
      return;
    }
    await this.move(key, 'runNow', version, null);
  }

  /** Lets a waiting step or job run at a time; one in the past means now. Throws as `runNow`. */
  async reschedule(key: RowKey, version: number | undefined, at: Date): Promise<void> {
    await this.move(key, 'reschedule', version, at);
  }

  /** Stops the run whose step the row is: a run without its row would never end. Throws as `runNow`. */
  async delete(key: RowKey, version: number | undefined, by: RequestedBy): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const row = await this.find(key, 'delete', version);
      const reason = `Stopped by ${by.triggeredBy}, from the work list.`;
      if (row.runId !== null && (await this.stops.stopRun(row.runId, reason, row.version))) return;
    }
    throw stale(`${nameOf(key)} kept changing; look at it again.`);
  }

  /** Lets all rows of a name that wait after a failure run now, `MOST_AT_ONCE` at most; gives how many. */
  async runFailed(taskName: string): Promise<number> {
    const moved = await this.rows.moveFailed(taskName, MOST_AT_ONCE);
    await this.deliver(moved);
    return moved.length;
  }

  private async move(key: RowKey, action: WorkListAction, version: number | undefined, at: Date | null): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const row = await this.find(key, action, version);
      // Moving it would only put it behind those that became due after it.
      if (at === null && row.due) return;
      const moved = await this.rows.move(row, at);
      if (moved === null) continue;
      await this.deliver([moved]);
      return;
    }
    throw stale(`${nameOf(key)} kept changing; look at it again.`);
  }

  private async find(key: RowKey, action: WorkListAction, version: number | undefined): Promise<WorkListRow> {
    const row = await this.rows.find(key);
    if (row === null) throw gone(key);
    if (row.version !== version && version !== undefined) throw changed(row);
    const refusal = actionRefusal(row, action);
    if (refusal === null) return row;
    throw row.picked ? new DomainError('not-found', refusal) : conflict(refusal);
  }

  private async deliver(moved: readonly MovedRow[]): Promise<void> {
    const steps = moved.filter((row) => kindOf(row) === 'step' && row.delayMs < QUEUED_AHEAD_MS);
    if (steps.length === 0) return;
    await this.deliveries.deliver(
      steps.map(({ taskInstance, version, delayMs }) => ({ taskId: taskInstance, version, delayMs })),
    );
  }
}

/** Why an action is not possible with a row, in words for users; null when it is. Pure. */
export function actionRefusal(
  row: Pick<WorkListRow, keyof RowKey | 'picked' | 'pickedBy' | 'held'>,
  action: WorkListAction,
): string | null {
  const kind = kindOf(row);
  switch (kind) {
    case 'step':
      if (action === 'delete') return null;
      if (row.picked) return `Worker ${row.pickedBy} has picked it and runs it.`;
      return row.held
        ? 'It waits for the stopped command of an earlier run, and begins by itself as soon as that has ended.'
        : null;
    case 'schedule':
      if (action === 'runNow') return null;
      return action === 'delete'
        ? `It is the next fire of process '${row.taskInstance}': pause or remove the schedule of that process instead.`
        : `When process '${row.taskInstance}' fires follows from its schedule: change that, or run it now.`;
    case 'maintenance':
      return action === 'delete' ? 'It is upkeep of the product itself, which comes back by itself.' : null;
    case 'unknown':
      return `This version does not know rows of the name '${row.taskName}'.`;
    default:
      return kind satisfies never;
  }
}

function kindOf({ taskName }: Pick<RowKey, 'taskName'>): RowKind {
  switch (taskName) {
    case 'process-task':
      return 'step';
    case 'process-schedule':
      return 'schedule';
    case 'maintenance':
      return 'maintenance';
    default:
      return 'unknown';
  }
}

function gone(key: RowKey): DomainError {
  return new DomainError(
    'not-found',
    `${nameOf(key)} is not in the work list: it was run to its end, stopped or removed meanwhile, or never was in it.`,
  );
}

// Who holds it now is the most frequent change, and nothing that looking again would help against.
function changed(row: WorkListRow): DomainError {
  return row.picked
    ? new DomainError('not-found', `${nameOf(row)} was picked meanwhile, by worker ${row.pickedBy}.`)
    : stale(`${nameOf(row)} has changed since it was read; look at it again.`);
}

function nameOf({ taskName, taskInstance }: RowKey): string {
  return `${taskName} '${taskInstance}'`;
}
