import { type StepRef, StepQueue } from '@app/orchestrator';
import { createQueue, type QueueLocation, type StepJobQueue } from './queue-backend';

/** Reports a fault of the queue server; the queue goes on by itself when the server is back. */
export type QueueFaultListener = (error: Error) => void;

// BullMQ gives priority 0 precedence over all others; equal priorities keep the order of arrival.
const JOB_NAME = 'step';

/** Deliveries as BullMQ jobs on PostgreSQL or Redis. */
export class BullmqStepQueue extends StepQueue {
  private readonly queue: StepJobQueue;

  constructor(location: QueueLocation, onFault: QueueFaultListener) {
    super();
    this.queue = createQueue(location, { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
    this.queue.on('error', onFault);
  }

  async enqueue(steps: readonly StepRef[]): Promise<void> {
    if (steps.length === 0) return;
    await this.queue.addBulk(
      steps.map(({ taskId, version, delayMs }) => ({
        name: JOB_NAME,
        data: { taskId, version },
        opts: { jobId: jobId(taskId, version, delayMs), ...(delayMs && { delay: Math.ceil(delayMs) }) },
      })),
    );
  }

  async countWaiting(): Promise<number> {
    const counts = await this.queue.getJobCounts('waiting', 'prioritized');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  /** Closes the connections; the queue cannot be used afterwards. */
  async close(): Promise<void> {
    await this.queue.close();
  }
}

// One id per row and version: adding a delivery that still waits changes nothing. A delayed one has an id of its own:
// its time comes by the clock of the host that added it, which must not keep the sweeper's delivery out. Ids take no ':'.
function jobId(taskId: string, version: number, delayMs = 0): string {
  return `${taskId}_v${version}${delayMs > 0 ? '_later' : ''}`;
}
