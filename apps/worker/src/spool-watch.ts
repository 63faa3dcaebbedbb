import type { Spool, StepConsumer } from '@app/orchestrator';
import type { WorkerCondition } from './worker-condition';

/**
 * Looks after the spool folder: while it takes no output this worker takes no work, which others may do, and goes on by
 * itself when there is room again.
 */
export class SpoolWatch {
  private isUsable = true;

  constructor(
    private readonly spool: Spool,
    private readonly condition: WorkerCondition,
  ) {}

  /** Whether output can be kept, as far as is known. A delivery may come when the consumer has just been paused. */
  get takesOutput(): boolean {
    return this.isUsable;
  }

  /** Looks at the folder, and pauses or resumes the consumer accordingly. Never throws. */
  async check(consumer: StepConsumer): Promise<void> {
    const isUsable = await this.spool.check().then(
      () => {
        this.condition.recovers(this.spool);
        return true;
      },
      (error: unknown) => {
        this.condition.suffers(this.spool, error);
        return false;
      },
    );
    const wasUsable = this.isUsable;
    this.isUsable = isUsable;
    if (wasUsable && !isUsable) await consumer.pause();
    if (!wasUsable && isUsable) await consumer.resume();
  }

  /** Removes the worker's folder. */
  close(): void {
    this.spool.close();
  }
}
