import { isDeepStrictEqual } from 'node:util';
import {
  conflict,
  decide,
  DomainError,
  type FieldIssue,
  invalid,
  notFound,
  type ProcessTypeDefinition,
  type Refusal,
  type TaskDefinition,
} from '@app/process-core';
import type { RunPreview } from './orchestrator';
import type { LatestRun, RecordState, RunStateRepository } from './transitions/run-state.repository';
import type { KeptTask } from './transitions/start-run.repository';
import type { TypeDefinitionRepository, VersionedDefinition } from './transitions/type-definition.repository';

/** Reads the inputs of records as they are stored. */
export interface RecordInputs {
  /** What does not fit the type's parameters; an empty list means that all does. */
  issues(definition: ProcessTypeDefinition, recordId: string, inputData: string | null): readonly FieldIssue[];
  /** Whether two inputs of a record have the same values. */
  isSame(recordId: string, one: string | null, other: string | null): boolean;
}

/** What a start or a resume makes a run of. */
export interface RunPlan {
  readonly current: VersionedDefinition;
  /** By index: where the tasks before the first to run were finished. */
  readonly kept: readonly KeptTask[];
}

/** Works out what a start or a resume would run, without changing anything. */
export class RunPlanner {
  constructor(
    private readonly states: RunStateRepository,
    private readonly definitions: TypeDefinitionRepository,
    private readonly inputs: RecordInputs,
  ) {}

  /** Throws `not-found`. */
  async findRecord(recordId: string): Promise<RecordState> {
    const record = await this.states.findRecord(recordId);
    if (!record) throw notFound('process record', recordId);
    return record;
  }

  /**
   * @param fromIndex the first task that is to run
   * Throws `conflict` when the type is gone, or was changed in what a resume would keep; `invalid` when the record's
   * input does not fit the type.
   */
  async plan(record: RecordState, type: 'START' | 'RESUME', fromIndex: number): Promise<RunPlan> {
    const current = await this.currentDefinition(record);
    const kept = type === 'RESUME' ? await this.keptTasks(record, current, fromIndex) : [];
    return { current, kept };
  }

  /** What a start or resume would do now. Throws `not-found`. */
  async preview(recordId: string, type: 'START' | 'RESUME'): Promise<RunPreview> {
    const record = await this.findRecord(recordId);
    const last = record.latestRunId === null ? null : await this.states.findLatestRun(record.latestRunId);
    const decision = decide(record.state, { type });
    if (decision.kind === 'refused') return refused(last, refusalText(recordId, decision.reason));
    if (decision.kind !== 'start-run') throw new TypeError(`unexpected decision ${decision.kind}`);
    try {
      const plan = await this.plan(record, type, decision.fromIndex);
      return await this.describe(record, last, plan);
    } catch (error) {
      if (error instanceof DomainError) return refused(last, error.message, error.issues);
      throw error;
    }
  }

  private async describe(record: RecordState, last: LatestRun | null, plan: RunPlan): Promise<RunPreview> {
    const before = last && (await this.definitions.findVersion(last.type, last.typeVersion));
    return {
      ...lastOf(last),
      refusal: null,
      issues: [],
      typeVersion: plan.current.version,
      typeChanged: last !== null && (last.type !== record.type || last.typeVersion !== plan.current.version),
      inputChanged: last !== null && !this.inputs.isSame(record.recordId, last.inputData, record.inputData),
      tasks: plan.current.definition.tasks.map((task, index) => ({
        index,
        name: task.name,
        keptFrom: plan.kept[index] ?? null,
        changed: before !== null && isChanged(before.tasks, task),
      })),
    };
  }

  private async currentDefinition(record: RecordState): Promise<VersionedDefinition> {
    const current = await this.definitions.findCurrent(record.type);
    if (!current)
      throw conflict(`Process type '${record.type}' of record '${record.recordId}' does not exist any more.`);
    const issues = this.inputs.issues(current.definition, record.recordId, record.inputData);
    if (issues.length > 0)
      throw invalid(`The input of record '${record.recordId}' does not fit process type '${record.type}'.`, issues);
    return current;
  }

  // A resume runs the newest definition, so that a repaired command takes effect; what is kept must be the same tasks.
  private async keptTasks(record: RecordState, current: VersionedDefinition, fromIndex: number): Promise<KeptTask[]> {
    const prior = record.latestRunId === null ? [] : await this.states.findTasks(record.latestRunId);
    const kept = prior.slice(0, fromIndex);
    const changed = kept.find((task, index) => current.definition.tasks[index]?.name !== task.name);
    if (changed || fromIndex >= current.definition.tasks.length)
      throw conflict(
        `Process type '${record.type}' was changed${changed ? ` at task '${changed.name}'` : ''}, which a resume would keep; start record '${record.recordId}' anew.`,
      );
    return kept.map((task) => task.keptFrom ?? { taskId: task.id, runId: task.runId });
  }
}

/** Why a transition is refused, in words for users. */
export function refusalText(recordId: string, reason: Refusal): string {
  switch (reason) {
    case 'already-running':
      return `Record '${recordId}' is running already; stop it first or wait until it ends.`;
    case 'not-running':
      return `Record '${recordId}' has no active run.`;
    case 'nothing-to-resume':
      return `Record '${recordId}' cannot be resumed: only a failed or stopped run can.`;
    case 'task-not-pending':
    case 'task-not-in-progress':
      return `Record '${recordId}' is in another state than expected.`;
    default:
      return reason satisfies never;
  }
}

function refused(last: LatestRun | null, refusal: string, issues: readonly FieldIssue[] = []): RunPreview {
  const nothing = { typeVersion: null, typeChanged: false, inputChanged: false, tasks: [] };
  return { ...lastOf(last), refusal, issues, ...nothing };
}

function lastOf(last: LatestRun | null): Pick<RunPreview, 'lastRunNumber' | 'lastTypeVersion'> {
  return { lastRunNumber: last?.runNumber ?? null, lastTypeVersion: last?.typeVersion ?? null };
}

function isChanged(before: readonly TaskDefinition[], task: TaskDefinition): boolean {
  return !isDeepStrictEqual(
    before.find(({ name }) => name === task.name),
    task,
  );
}
