import type { FieldIssue } from '@app/process-core';

/** Who or what asked for a transition, e.g. `admin`, and the client's key for a request it may repeat. */
export interface RequestedBy {
  readonly triggeredBy: string;
  readonly idempotencyKey?: string;
  /** Runs of a higher one get their turn first; `USUAL_PRIORITY` when absent. */
  readonly priority?: number;
}

export interface StartedRun {
  readonly runId: string;
  readonly runNumber: number;
  /** True when the idempotency key named a run made earlier: nothing was started now. */
  readonly repeated: boolean;
}

/** What a start or a resume would do. */
export interface RunPreview {
  /** Why it would be refused; null when it would not. */
  readonly refusal: string | null;
  /** What is wrong with the record's input. */
  readonly issues: readonly FieldIssue[];
  readonly lastRunNumber: number | null;
  readonly lastTypeVersion: number | null;
  /** Of the type that the run would use; null with a refusal. */
  readonly typeVersion: number | null;
  /** Another type or version than the last run had. */
  readonly typeChanged: boolean;
  readonly inputChanged: boolean;
  readonly tasks: readonly PreviewedTask[];
}

/** A task of a run that is not made yet. */
export interface PreviewedTask {
  readonly index: number;
  readonly name: string;
  /** Where it was finished; null when it would run. */
  readonly keptFrom: { readonly taskId: string; readonly runId: string } | null;
  /** Its definition is another one than in the last run, or new. */
  readonly changed: boolean;
}

/** What users can do to a record. Throws DomainError: `not-found`, `conflict` (wrong state), `invalid` (input). */
export abstract class Orchestrator {
  /** Makes a new run of the record and delivers its first task. Conflict while a run is active. */
  abstract start(recordId: string, by: RequestedBy): Promise<StartedRun>;
  /** Records the stop of the active run and has its command killed. Conflict when nothing runs. */
  abstract stop(recordId: string, by: RequestedBy): Promise<{ runId: string }>;
  /** Makes a run that keeps the finished tasks of the last one. Conflict unless that is FAILED or STOPPED. */
  abstract resume(recordId: string, by: RequestedBy): Promise<StartedRun>;
  /** What a start or a resume would do now; changes nothing. */
  abstract preview(recordId: string, action: 'start' | 'resume'): Promise<RunPreview>;
}
