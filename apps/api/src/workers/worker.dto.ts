import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** An attempt at a task that a worker runs. */
@ApiSchema({ name: 'RunningStep' })
export class RunningStepDto {
  /** @example 'nightly-backup' */
  processRecordId: string;

  @ApiProperty({ format: 'uuid' })
  runId: string;

  @ApiProperty({ format: 'uuid' })
  taskId: string;

  /** Counts from 0. */
  taskIndex: number;

  /** @example 'verify' */
  taskName: string;

  /** Counts from 1. */
  attempt: number;

  /** When the attempt was begun. */
  @ApiProperty({ format: 'date-time', example: '2026-11-23T03:00:04.120Z' })
  startedAt: string;
}

/** A process that runs commands. */
@ApiSchema({ name: 'Worker' })
export class WorkerDto {
  id: string;

  /** @example 'build-7' */
  host: string;

  /** The process that supervises the commands. */
  pid: number;

  /** Commands at once. */
  concurrency: number;

  /** Commands it holds now. */
  running: number;

  /** The attempts that it runs, those that were begun first in front. */
  @ApiProperty({ type: [RunningStepDto] })
  steps: readonly RunningStepDto[];

  startedAt: Date;
  lastHeartbeatAt: Date;

  /** True while it takes no new work because it is about to stop. */
  draining: boolean;

  /**
   * What it suffers from while it lives, as `<state>: <reason>`; null when all is well. States: `spool-full`,
   * `spool-unwritable` (it takes no work until that is over), `database-full`, `database-read-only`,
   * `database-out-of-resources`, `database-away`.
   * @example null
   */
  degraded: string | null;

  /** True while its heartbeat is younger than the lease and it has not stopped. */
  alive: boolean;

  /**
   * How it keeps commands apart and makes sure that they end.
   * @example 'pid-namespace'
   */
  isolation: string;

  /**
   * Version of the product that it runs; null for one that did not say.
   * @example '0.1.0'
   */
  version: string | null;

  /** When it said that it stops; null for one that runs, or that was lost. */
  stoppedAt: Date | null;
}
