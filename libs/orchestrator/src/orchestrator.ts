/** Who or what asked for a transition, e.g. `admin`, and the client's key for a request it may repeat. */
export interface RequestedBy {
  readonly triggeredBy: string;
  readonly idempotencyKey?: string;
}

export interface StartedRun {
  readonly runId: string;
  readonly runNumber: number;
  /** True when the idempotency key named a run made earlier: nothing was started now. */
  readonly repeated: boolean;
}

/** What users can do to a record. Throws DomainError: `not-found`, `conflict` (wrong state), `invalid` (input). */
export abstract class Orchestrator {
  /** Makes a new run of the record and delivers its first task. Conflict while a run is active. */
  abstract start(recordId: string, by: RequestedBy): Promise<StartedRun>;
  /** Records the stop of the active run and has its command killed. Conflict when nothing runs. */
  abstract stop(recordId: string, by: RequestedBy): Promise<{ runId: string }>;
  /** Makes a run that keeps the finished tasks of the last one. Conflict unless that is FAILED or STOPPED. */
  abstract resume(recordId: string, by: RequestedBy): Promise<StartedRun>;
}
