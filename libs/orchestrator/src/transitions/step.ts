/** Priority of a run that somebody started by itself, and of each fire of a schedule. */
export const USUAL_PRIORITY = 0;
/** Priority of runs that were started many at a time: a single one that is started later need not wait for all of them. */
export const BURST_PRIORITY = -10;

/** One delivery of a step: the task, and the version of its `scheduled_tasks` row that this delivery is for. */
export interface StepRef {
  readonly taskId: string;
  readonly version: number;
  /** Milliseconds until it is due; absent or 0: now. */
  readonly delayMs?: number;
  /** Its run's; those of a higher one are delivered first. Absent: `USUAL_PRIORITY`. */
  readonly priority?: number;
  /** It has waited so long that it takes its turn among the usual ones, whatever its priority. */
  readonly isOverdue?: boolean;
}
