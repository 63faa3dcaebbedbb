import type { SweepRepository } from './transitions/sweep.repository';

/** Recurring work of the product itself. */
export interface MaintenanceJob {
  /** `task_instance` of its row in `scheduled_tasks`. */
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

/** Hears of jobs that failed; they come again at their next turn. */
export type MaintenanceFault = (job: string, error: unknown) => void;

/**
 * Runs maintenance jobs, each once per interval over all workers: whoever moves the job's row in `scheduled_tasks`
 * forward does it. A worker that dies in the middle only costs one interval.
 */
export class MaintenanceService {
  constructor(
    private readonly turns: SweepRepository,
    private readonly jobs: readonly MaintenanceJob[],
    private readonly onFault: MaintenanceFault,
  ) {}

  /** Does what is due. Throws only when the database is away. */
  async tick(): Promise<void> {
    for (const job of this.jobs) {
      // A little less than the interval, so that this worker's own next tick finds its turn due.
      if (!(await this.turns.takeTurn(job.name, job.everyMs * 0.9))) continue;
      const startedAt = performance.now();
      const error = await this.attempt(job);
      await this.turns.recordTurn(job.name, performance.now() - startedAt, error);
    }
  }

  /** Why it failed; null when it did not. */
  private async attempt(job: MaintenanceJob): Promise<string | null> {
    try {
      await job.run();
      return null;
    } catch (error) {
      this.onFault(job.name, error);
      return error instanceof Error ? error.message : String(error);
    }
  }
}
