import { type StepRef, StepQueue, USUAL_PRIORITY } from '@app/orchestrator';
import { createQueue, type QueueLocation, type StepJobQueue } from './queue-backend';
import type { QueueTimes } from './queue-times';

/** Reports a fault of the queue server; the queue goes on by itself when the server is back. */
export type QueueFaultListener = (error: Error) => void;

// BullMQ gives priority 0 precedence over all others; equal priorities keep the order of arrival.
const JOB_NAME = 'step';

/** Deliveries as BullMQ jobs on PostgreSQL or Redis. */
export class BullmqStepQueue extends StepQueue {
  private readonly queue: StepJobQueue;

  constructor(location: QueueLocation, times: QueueTimes, onFault: QueueFaultListener) {
    super();
    this.queue = createQueue(location, times, { defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
    this.queue.on('error', onFault);
  }

  async enqueue(steps: readonly StepRef[]): Promise<void> {
    await this.add(steps, jobId);
  }

  async redeliver(steps: readonly StepRef[]): Promise<void> {
    if (steps.length === 0) return;
    const taken = new Set(await this.queue.getRanges(['active'], 0, -1));
    await this.add(steps, (step) => freeJobId(step, taken));
  }

  async countWaiting(): Promise<number> {
    const counts = await this.queue.getJobCounts('waiting', 'prioritized');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  private async add(steps: readonly StepRef[], idOf: (step: StepRef) => string): Promise<void> {
    if (steps.length === 0) return;
    const jobs = steps.map((step) => ({
      name: JOB_NAME,
      data: { taskId: step.taskId, version: step.version },
      opts: {
        jobId: idOf(step),
        ...(step.delayMs && { delay: Math.ceil(step.delayMs) }),
        ...(rankOf(step) > 0 && { priority: rankOf(step) }),
      },
    }));
    const [only] = jobs;
    // On PostgreSQL a bulk makes temporary tables, which costs more than ten jobs that are added one by one.
    if (only && jobs.length === 1) await this.queue.add(only.name, only.data, only.opts);
    else await this.queue.addBulk(jobs);
  }

  /** Closes the connections; the queue cannot be used afterwards. */
  async close(): Promise<void> {
    await this.queue.close();
  }
}

// One id per row and version: adding a delivery that still waits changes nothing. A delayed one has an id of its own:
// its time comes by the clock of the host that added it, which must not keep the sweeper's delivery out. Ids take no ':'.
function jobId({ taskId, version, delayMs = 0, isOverdue = false }: StepRef): string {
  return `${taskId}_v${version}${delayMs > 0 ? '_later' : ''}${isOverdue ? '_overdue' : ''}`;
}

// BullMQ counts the other way round, and knows none above the usual one.
function rankOf({ priority = USUAL_PRIORITY, isOverdue = false }: StepRef): number {
  return isOverdue ? 0 : Math.max(0, USUAL_PRIORITY - priority);
}

// BullMQ keeps the id of a delivery that was taken until it is handled, or until its lock has run out by the clock of
// whoever looks. If its consumer is gone, only another id brings the step to anybody.
function freeJobId(step: StepRef, taken: ReadonlySet<string>): string {
  const id = jobId(step);
  if (!taken.has(id)) return id;
  for (let again = 1; ; again++) if (!taken.has(`${id}_again${again}`)) return `${id}_again${again}`;
}
