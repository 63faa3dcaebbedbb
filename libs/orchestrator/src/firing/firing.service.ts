import { isConnectionFault, type TransactionClient } from '@app/database';
import { DomainError, definitionProblem } from '@app/process-core';
import { v7 as uuidv7 } from 'uuid';
import type { DeliveryService } from '../delivery.service';
import type { RecordInputs } from '../run-planner';
import type { NewRun, StartRunRepository } from '../transitions/start-run.repository';
import { BURST_PRIORITY, type StepRef, USUAL_PRIORITY } from '../transitions/step';
import type { StopRunRepository } from '../transitions/stop-run.repository';
import type { FireRepository, LockedRecord } from './fire.repository';
import type { QueuedFire, StartRefusal } from './found-schedule';
import { type DecidedFire, decidedFires } from './decided-fires';
import { planFires } from './plan-fires';

export interface FiringOptions {
  /** How long a first step waits at most for the stopped command of an earlier run to end, in ms. */
  readonly holdMs: number;
  readonly inputs: Pick<RecordInputs, 'issues'>;
  /** Hears of a schedule that could not be acted on; the others were. */
  readonly onFault: (recordId: string, error: unknown) => void;
  /** Hears what became of fires, once it is committed. */
  readonly onFires?: (fires: readonly DecidedFire[]) => void;
}

/** Who started a run that nobody asked for. */
export const BY_SCHEDULE = 'SCHEDULE';

// Records are locked for as long as a transaction takes.
const BATCH = 50;
// A record that is locked by a transition is free in a moment.
const LOCKED_RETRY_MS = 50;
const LOCKED_ROUNDS = 3;
const STOP_REASON = 'Stopped by its schedule, whose next fire takes the place of this run.';

interface Fired {
  readonly records: number;
  readonly steps: readonly (StepRef & { readonly recordId: string })[];
  /** Runs that the fire which waits is to take the place of. */
  readonly stops: readonly string[];
  readonly fires: readonly DecidedFire[];
}

/**
 * Fires schedules. Any number of processes may do so at once: a fire is taken by locking its record, and its run, what
 * became of it and the fire after it are written in one transaction.
 */
export class FiringService {
  private lockedRounds = 0;

  constructor(
    private readonly fires: FireRepository,
    private readonly starts: StartRunRepository,
    private readonly stops: StopRunRepository,
    private readonly deliveries: DeliveryService,
    private readonly options: FiringOptions,
  ) {}

  /**
   * Acts on all that is due, and gives in how many milliseconds there may be something to do again; null when nothing is
   * waited for. Throws when the database is away.
   */
  async fireDue(): Promise<number | null> {
    const { ready, dueInMs } = await this.fires.look();
    let acted = 0;
    if (ready) acted += await this.fireAll('ready');
    if (dueInMs !== null && dueInMs <= 0) acted += await this.fireAll('due');
    else if (!ready) return dueInMs;
    // What is left is locked by others, or waits for the end of a run that is being stopped.
    this.lockedRounds = acted > 0 ? 0 : this.lockedRounds + 1;
    if (this.lockedRounds > LOCKED_ROUNDS) return null;
    return ready || this.lockedRounds > 0 ? LOCKED_RETRY_MS : 0;
  }

  private async fireAll(which: 'due' | 'ready'): Promise<number> {
    let acted = 0;
    for (;;) {
      const records = await this.fireBatch(which);
      acted += records;
      // Ready ones that wait for a stop are ready still.
      if (records < BATCH || which === 'ready') return acted;
    }
  }

  private async fireBatch(which: 'due' | 'ready'): Promise<number> {
    let locked: string[] = [];
    try {
      const fired = await this.fires.transaction(async (client) => {
        locked = await this.fires.lock(client, which, BATCH);
        return this.fireLocked(client, locked);
      });
      await this.follow(fired);
    } catch (error) {
      if (isConnectionFault(error) || locked.length === 0) throw error;
      // One of them spoilt the transaction: each by itself, so that it alone fails.
      for (const recordId of locked) await this.fireAlone(recordId);
    }
    return locked.length;
  }

  private async fireAlone(recordId: string): Promise<void> {
    try {
      const fired = await this.fires.transaction(async (client) =>
        this.fireLocked(client, (await this.fires.lockOne(client, recordId)) ? [recordId] : []),
      );
      await this.follow(fired);
    } catch (error) {
      if (isConnectionFault(error)) throw error;
      this.options.onFault(recordId, error);
      await this.fires.defer(recordId, `It could not be acted on: ${describe(error)}`);
    }
  }

  private async fireLocked(client: TransactionClient, recordIds: readonly string[]): Promise<Fired> {
    if (recordIds.length === 0) return { records: 0, steps: [], stops: [], fires: [] };
    const records = await this.fires.read(client, recordIds);
    const plans = records.map((record) => ({ record, plan: planFires(record, this.refusalOf(record)) }));
    const steps: (StepRef & { readonly recordId: string })[] = [];
    for (const { record, plan } of plans)
      if (plan.begin) steps.push({ ...(await this.begin(client, record, plan.begin)), recordId: record.recordId });
    await this.fires.write(
      client,
      plans.map(({ plan }) => plan),
    );
    const stops = plans.flatMap(({ record, plan }) =>
      plan.waitsFor === 'stop' && record.latestRunId !== null ? [record.latestRunId] : [],
    );
    return {
      records: records.length,
      steps,
      stops,
      fires: plans.flatMap(({ record, plan }) => decidedFires(record, plan)),
    };
  }

  private async begin(client: TransactionClient, record: LockedRecord, fire: QueuedFire): Promise<StepRef> {
    const started = await this.starts.startRun(this.newRun(record, fire), client);
    // Nobody else can have changed what is locked.
    if (!started) throw new TypeError(`record '${record.recordId}' could not be started`);
    return started.step;
  }

  private newRun(record: LockedRecord, fire: QueuedFire): NewRun {
    const { recordId, type, typeVersion, inputData, latestRunId, definition } = record;
    if (definition === null || typeVersion === null) throw new TypeError(`record '${recordId}' has no definition`);
    return {
      runId: uuidv7(),
      recordId,
      type,
      typeVersion,
      inputData,
      tasks: definition.tasks.map((task) => ({ id: uuidv7(), definition: task, keptFrom: null })),
      fromIndex: 0,
      latestRunId,
      trigger: 'schedule',
      triggeredBy: fire.requestedBy ?? BY_SCHEDULE,
      resumedFromRunId: null,
      idempotencyKey: null,
      scheduledFireAt: fire.fireAt,
      holdMs: this.options.holdMs,
      priority: fire.origin === 'backfill' ? BURST_PRIORITY : USUAL_PRIORITY,
    };
  }

  private refusalOf({ recordId, type, typeVersion, definition, inputData }: LockedRecord): StartRefusal | null {
    if (definition === null)
      return { reason: 'type-missing', detail: `Process type '${type}' does not exist any more.` };
    const problem = definitionProblem(definition);
    if (problem !== null)
      return {
        reason: 'type-unreadable',
        detail: `Version ${typeVersion} of process type '${type}' cannot be read: ${problem}.`,
      };
    const issues = this.options.inputs.issues(definition, recordId, inputData);
    if (issues.length === 0) return null;
    const named = issues.map(({ field, message }) => `${field} ${message}`).join('; ');
    return {
      reason: 'input-invalid',
      detail: `The input of record '${recordId}' does not fit process type '${type}': ${named}.`,
    };
  }

  // All of it is committed: what is lost here is found again, steps by the sweep, stops by whoever looks next.
  private async follow({ steps, stops, fires }: Fired): Promise<void> {
    this.options.onFires?.(fires);
    for (const runId of stops) await this.stops.stopRun(runId, STOP_REASON);
    const released = steps.map(async ({ recordId, ...step }) => {
      const now = step.delayMs ? await this.stops.releaseHeldStep(recordId).catch(() => null) : null;
      return now ?? step;
    });
    if (steps.length > 0) await this.deliveries.deliver(await Promise.all(released));
  }
}

function describe(error: unknown): string {
  if (error instanceof DomainError || error instanceof Error) return error.message;
  return String(error);
}
