import { ApiSchema } from '@nestjs/swagger';

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

  /** When it said that it stops; null for one that runs, or that was lost. */
  stoppedAt: Date | null;
}
