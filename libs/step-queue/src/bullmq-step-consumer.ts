import { StepConsumer, type StepRef } from '@app/orchestrator';
import type { QueueFaultListener } from './bullmq-step-queue';
import { createWorker, type QueueLocation, type StepJobWorker } from './queue-backend';
import type { QueueTimes } from './queue-times';

export interface ConsumerOptions extends QueueTimes {
  /** Deliveries handled at once. */
  readonly concurrency: number;
  /** How long, in ms, to wait for the queue server at start. */
  readonly readyWithinMs: number;
}

// A delivery that was taken by a consumer that died is given out again; the claim decides whether it still counts.
const REDELIVERIES = 100;

/** Takes deliveries from BullMQ on PostgreSQL or Redis. */
export class BullmqStepConsumer extends StepConsumer {
  private worker: StepJobWorker | undefined;

  constructor(
    private readonly location: QueueLocation,
    private readonly options: ConsumerOptions,
    private readonly onFault: QueueFaultListener,
  ) {
    super();
  }

  async start(handler: (step: StepRef) => Promise<void>): Promise<void> {
    const { concurrency, lockMs, pollMs, readyWithinMs, retryMs } = this.options;
    const worker = createWorker(
      this.location,
      this.options,
      {
        autorun: false,
        concurrency,
        drainDelay: pollMs / 1000,
        runRetryDelay: retryMs,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount: REDELIVERIES,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
      (job) => handler({ taskId: job.taskId, version: job.version }),
    );
    worker.on('error', this.onFault);
    this.worker = worker;
    // A worker whose server is away at start never begins to work, and says nothing.
    await within(readyWithinMs, worker.waitUntilReady(), 'the step queue did not answer');
    void worker.run().catch(this.onFault);
  }

  async pause(): Promise<void> {
    await this.worker?.pause(true);
  }

  async resume(): Promise<void> {
    await this.worker?.resume();
  }

  async drain(): Promise<void> {
    await this.worker?.close();
  }
}

async function within<T>(ms: number, work: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${otherwise} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
