import { sqlState } from '@app/database';
import { conflict, decide } from '@app/process-core';
import { v7 as uuidv7 } from 'uuid';
import type { DeliveryService } from './delivery.service';
import { Orchestrator, type RequestedBy, type RunPreview, type StartedRun } from './orchestrator';
import { type RecordInputs, refusalText, RunPlanner } from './run-planner';
import type { RecordState, RunStateRepository } from './transitions/run-state.repository';
import type { NewTask, StartRunRepository } from './transitions/start-run.repository';
import { type StepRef, USUAL_PRIORITY } from './transitions/step';
import type { StopRunRepository } from './transitions/stop-run.repository';
import type { TypeDefinitionRepository } from './transitions/type-definition.repository';

export interface RunServiceOptions {
  /** How long a first step waits at most for the stopped command of an earlier run to end, in ms. */
  readonly holdMs: number;
}

// Each round lost means that another transition of the same record was won in between.
const ROUNDS = 50;
const UNIQUE_VIOLATION = '23505';

/** Starts, stops and resumes runs. */
export class RunService extends Orchestrator {
  private readonly planner: RunPlanner;

  constructor(
    private readonly states: RunStateRepository,
    definitions: TypeDefinitionRepository,
    private readonly starts: StartRunRepository,
    private readonly stops: StopRunRepository,
    private readonly deliveries: DeliveryService,
    private readonly options: RunServiceOptions & { readonly inputs: RecordInputs },
  ) {
    super();
    this.planner = new RunPlanner(states, definitions, options.inputs);
  }

  async start(recordId: string, by: RequestedBy): Promise<StartedRun> {
    return this.makeRun(recordId, by, 'START');
  }

  async resume(recordId: string, by: RequestedBy): Promise<StartedRun> {
    return this.makeRun(recordId, by, 'RESUME');
  }

  async preview(recordId: string, action: 'start' | 'resume'): Promise<RunPreview> {
    return this.planner.preview(recordId, action === 'start' ? 'START' : 'RESUME');
  }

  async stop(recordId: string, by: RequestedBy): Promise<{ runId: string }> {
    for (let round = 0; round < ROUNDS; round++) {
      const record = await this.planner.findRecord(recordId);
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
      const record = await this.planner.findRecord(recordId);
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
    const { current, kept } = await this.planner.plan(record, type, fromIndex);
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
        scheduledFireAt: null,
        holdMs: this.options.holdMs,
        priority: by.priority ?? USUAL_PRIORITY,
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

  private async findRepeated(recordId: string, by: RequestedBy): Promise<StartedRun | null> {
    if (by.idempotencyKey === undefined) return null;
    const run = await this.states.findRunByIdempotencyKey(recordId, by.idempotencyKey);
    return run && { runId: run.id, runNumber: run.run_number, repeated: true };
  }
}
