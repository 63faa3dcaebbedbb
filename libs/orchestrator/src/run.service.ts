import { sqlState } from '@app/database';
import {
  conflict,
  decide,
  type FieldIssue,
  invalid,
  notFound,
  type ProcessTypeDefinition,
  type Refusal,
} from '@app/process-core';
import { v7 as uuidv7 } from 'uuid';
import type { DeliveryService } from './delivery.service';
import { Orchestrator, type RequestedBy, type StartedRun } from './orchestrator';
import type { RecordState, RunStateRepository } from './transitions/run-state.repository';
import type { KeptTask, NewTask, StartRunRepository } from './transitions/start-run.repository';
import type { StepRef } from './transitions/step';
import type { StopRunRepository } from './transitions/stop-run.repository';
import type { TypeDefinitionRepository, VersionedDefinition } from './transitions/type-definition.repository';

/** Checks a record's stored input against the type's parameters; an empty list means that it fits. */
export type CheckInput = (definition: ProcessTypeDefinition, inputData: string | null) => readonly FieldIssue[];

export interface RunServiceOptions {
  /** How long a first step waits at most for the stopped command of an earlier run to end, in ms. */
  readonly holdMs: number;
}

// Each round lost means that another transition of the same record was won in between.
const ROUNDS = 50;
const UNIQUE_VIOLATION = '23505';

/** Starts, stops and resumes runs. */
export class RunService extends Orchestrator {
  constructor(
    private readonly states: RunStateRepository,
    private readonly definitions: TypeDefinitionRepository,
    private readonly starts: StartRunRepository,
    private readonly stops: StopRunRepository,
    private readonly deliveries: DeliveryService,
    private readonly options: RunServiceOptions & { readonly checkInput: CheckInput },
  ) {
    super();
  }

  async start(recordId: string, by: RequestedBy): Promise<StartedRun> {
    return this.makeRun(recordId, by, 'START');
  }

  async resume(recordId: string, by: RequestedBy): Promise<StartedRun> {
    return this.makeRun(recordId, by, 'RESUME');
  }

  async stop(recordId: string, by: RequestedBy): Promise<{ runId: string }> {
    for (let round = 0; round < ROUNDS; round++) {
      const record = await this.findRecord(recordId);
      const decision = decide(record.state, { type: 'STOP' });
      if (decision.kind === 'refused' || record.latestRunId === null)
        throw conflict(refusalText(recordId, 'not-running'));
      if (await this.stops.stopRun(record.latestRunId, `Stopped by ${by.triggeredBy}.`))
        return { runId: record.latestRunId };
    }
    throw conflict(`Record '${recordId}' kept changing state; try again.`);
  }

  private async makeRun(recordId: string, by: RequestedBy, type: 'START' | 'RESUME'): Promise<StartedRun> {
    for (let round = 0; round < ROUNDS; round++) {
      const repeated = await this.findRepeated(recordId, by);
      if (repeated) return repeated;
      const record = await this.findRecord(recordId);
      const decision = decide(record.state, { type });
      if (decision.kind === 'refused') {
        // The run that is active may have been made with this key since it was looked for.
        const made = await this.findRepeated(recordId, by);
        if (made) return made;
        throw conflict(refusalText(recordId, decision.reason));
      }
      if (decision.kind !== 'start-run') throw new TypeError(`unexpected decision ${decision.kind}`);
      const started = await this.tryStart(record, by, type, decision.fromIndex);
      if (started) return started;
    }
    throw conflict(`Record '${recordId}' kept changing state; try again.`);
  }

  private async tryStart(
    record: RecordState,
    by: RequestedBy,
    type: 'START' | 'RESUME',
    fromIndex: number,
  ): Promise<StartedRun | null> {
    const current = await this.currentDefinition(record);
    const kept = type === 'RESUME' ? await this.keptTasks(record, current, fromIndex) : [];
    const runId = uuidv7();
    const tasks = current.definition.tasks.map(
      (definition, index): NewTask => ({ id: uuidv7(), definition, keptFrom: kept[index] ?? null }),
    );
    try {
      const started = await this.starts.startRun({
        runId,
        recordId: record.recordId,
        type: record.type,
        typeVersion: current.version,
        inputData: record.inputData,
        tasks,
        fromIndex,
        latestRunId: record.latestRunId,
        trigger: type === 'RESUME' ? 'resume' : 'manual',
        triggeredBy: by.triggeredBy,
        resumedFromRunId: type === 'RESUME' ? record.latestRunId : null,
        idempotencyKey: by.idempotencyKey ?? null,
        holdMs: this.options.holdMs,
      });
      if (!started) return null;
      await this.deliveries.deliver([await this.released(record.recordId, started.step)]);
      return { runId, runNumber: started.runNumber, repeated: false };
    } catch (error) {
      // Another run of this record was made meanwhile: look again.
      if (sqlState(error) === UNIQUE_VIOLATION) return null;
      throw error;
    }
  }

  // The command that the first step waits for may have ended while the run was being made. The run exists: a fault
  // here must not look like a failed start, and the hold ends by itself.
  private async released(recordId: string, step: StepRef): Promise<StepRef> {
    const released = step.delayMs ? await this.stops.releaseHeldStep(recordId).catch(() => null) : null;
    return released ?? step;
  }

  private async currentDefinition(record: RecordState): Promise<VersionedDefinition> {
    const current = await this.definitions.findCurrent(record.type);
    if (!current)
      throw conflict(`Process type '${record.type}' of record '${record.recordId}' does not exist any more.`);
    const issues = this.options.checkInput(current.definition, record.inputData);
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

  private async findRepeated(recordId: string, by: RequestedBy): Promise<StartedRun | null> {
    if (by.idempotencyKey === undefined) return null;
    const run = await this.states.findRunByIdempotencyKey(recordId, by.idempotencyKey);
    return run && { runId: run.id, runNumber: run.run_number, repeated: true };
  }

  private async findRecord(recordId: string): Promise<RecordState> {
    const record = await this.states.findRecord(recordId);
    if (!record) throw notFound('process record', recordId);
    return record;
  }
}

function refusalText(recordId: string, reason: Refusal): string {
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
