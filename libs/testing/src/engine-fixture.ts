import { dataSourceOptions, SqlClient, sqlClientOf } from '@app/database';
import {
  AttemptService,
  type AttemptResult,
  ClaimTaskRepository,
  DeliveryService,
  EndAttemptRepository,
  GoOnRepository,
  FireRepository,
  FiringService,
  LeaseRepository,
  RunService,
  RunStateRepository,
  RecoveryService,
  StartRunRepository,
  StepQueue,
  type StepRef,
  StopRunRepository,
  SweepRepository,
  TypeDefinitionRepository,
} from '@app/orchestrator';
import type { FieldIssue, ProcessTypeDefinition, TaskDefinition } from '@app/process-core';
import { DataSource } from 'typeorm';

/** Keeps deliveries in memory, in order, for tests that play the worker themselves. */
export class RecordingQueue extends StepQueue {
  readonly delivered: StepRef[] = [];
  /** When set, enqueueing fails with it, as with a queue server that is away. */
  fault: Error | undefined;

  async enqueue(steps: readonly StepRef[]): Promise<void> {
    if (this.fault) throw this.fault;
    const isWaiting = (step: StepRef) =>
      this.delivered.some(({ taskId, version }) => taskId === step.taskId && version === step.version);
    this.delivered.push(...steps.filter((step) => !isWaiting(step)));
  }

  async redeliver(steps: readonly StepRef[]): Promise<void> {
    await this.enqueue(steps);
  }

  async countWaiting(): Promise<number> {
    return this.delivered.length;
  }

  /** The oldest delivery that was not taken yet; throws when there is none. */
  take(): StepRef {
    const step = this.delivered.shift();
    if (!step) throw new Error('nothing was delivered');
    return step;
  }
}

export const SUCCESS: AttemptResult = {
  outcome: 'SUCCEEDED',
  exitCode: 0,
  signal: null,
  errorMessage: null,
  output: null,
};
export const FAILURE: AttemptResult = {
  outcome: 'FAILED',
  exitCode: 1,
  signal: null,
  errorMessage: 'exit code 1',
  output: null,
};

export interface FiringFixtureOptions {
  /** The database's time when absent. */
  readonly now?: () => Date;
  readonly starts?: StartRunRepository;
  /** What is wrong with every record's input. */
  readonly issues?: readonly FieldIssue[];
}

/** The engine on a real database, with the queue in the test's hands. */
export class EngineFixture {
  readonly queue = new RecordingQueue();
  readonly sql: SqlClient;
  readonly stops: StopRunRepository;
  readonly claims: ClaimTaskRepository;
  readonly leases: LeaseRepository;
  readonly runs: RunService;
  readonly attempts: AttemptService;
  readonly recovery: RecoveryService;
  readonly faults: string[] = [];

  private constructor(private readonly dataSource: DataSource) {
    const sql = sqlClientOf(dataSource);
    this.sql = sql;
    this.stops = new StopRunRepository(sql);
    this.claims = new ClaimTaskRepository(sql);
    this.leases = new LeaseRepository(sql);
    const deliveries = new DeliveryService(this.queue, () => undefined);
    this.runs = new RunService(
      new RunStateRepository(sql),
      new TypeDefinitionRepository(sql),
      new StartRunRepository(sql),
      this.stops,
      deliveries,
      { holdMs: 60_000, inputs: { issues: () => [], isSame: (_, one, other) => one === other } },
    );
    this.attempts = new AttemptService(
      this.claims,
      new EndAttemptRepository(sql),
      new GoOnRepository(sql),
      this.stops,
      deliveries,
    );
    this.recovery = new RecoveryService(
      new SweepRepository(sql),
      this.claims,
      this.stops,
      this.attempts,
      { deliveries, steps: this.queue },
      {
        leaseMs: 10_000,
        killGraceMs: 5_000,
        sweepMs: 1,
        listener: {
          recovered: () => undefined,
          redelivered: () => undefined,
          notRecovered: (taskId) => this.faults.push(taskId),
          endedBroken: ({ runId }) => this.faults.push(runId),
        },
      },
    );
  }

  /** What fires schedules, with a clock of the test's own if it gives one. */
  firing({ now, starts, issues = [] }: FiringFixtureOptions = {}): FiringService {
    const { sql, stops } = this;
    const options = {
      holdMs: 60_000,
      inputs: { issues: () => issues },
      onFault: (recordId: string) => void this.faults.push(recordId),
    };
    const fires = new FireRepository(sql, now);
    const deliveries = new DeliveryService(this.queue, () => undefined);
    return new FiringService(fires, starts ?? new StartRunRepository(sql), stops, deliveries, options);
  }

  /** @param url a migrated database of the test's own */
  static async open(url: string): Promise<EngineFixture> {
    return new EngineFixture(
      await new DataSource(dataSourceOptions({ url, poolSize: 12, looksUpByKey: true })).initialize(),
    );
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }

  /** Stores version 1 of a type (or the next version) with these tasks. */
  async saveType(name: string, tasks: readonly Partial<TaskDefinition>[]): Promise<ProcessTypeDefinition> {
    const definition = {
      name,
      parameters: [],
      tasks: tasks.map((task, index) => taskDefinition({ name: `task-${index}`, ...task })),
    };
    await this.sql.query(
      {
        name: 'test_save_type',
        text: `
          WITH type AS (
            INSERT INTO process_type (name, source, current_version) VALUES ($1, 'api', 1)
            ON CONFLICT (name) DO UPDATE SET current_version = process_type.current_version + 1
            RETURNING name, current_version
          )
          INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by)
          SELECT name, current_version, $2, 'test', 'test' FROM type`,
      },
      [name, JSON.stringify(definition)],
    );
    return definition;
  }

  async saveRecord(id: string, type: string, totalTasks: number): Promise<void> {
    await this.sql.query(
      { name: 'test_save_record', text: 'INSERT INTO process_record (id, type, total_tasks) VALUES ($1, $2, $3)' },
      [id, type, totalTasks],
    );
  }

  /** One row of a query that the test writes itself. */
  async row(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>> {
    const rows = await this.rows(text, values);
    if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${text}`);
    return rows[0] as Record<string, unknown>;
  }

  async rows(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.dataSource.query(text, [...values]);
  }
}

/** A task with all defaults, except what the test names. */
export function taskDefinition(overrides: Partial<TaskDefinition> = {}): TaskDefinition {
  return {
    name: 'task',
    command: 'true',
    workingDirectory: null,
    timeoutMs: null,
    maxRetries: 0,
    retryDelayMs: 0,
    backoff: 'fixed',
    onWorkerLost: 'retry',
    continueOnFailure: false,
    env: {},
    ...overrides,
  };
}
