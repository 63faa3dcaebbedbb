/** One delivery of a step: the task, and the version of its `scheduled_tasks` row that this delivery is for. */
export interface StepRef {
  readonly taskId: string;
  readonly version: number;
  /** Milliseconds until it is due; absent or 0: now. */
  readonly delayMs?: number;
}
