import type { StepQueue } from './step-queue.port';
import type { StepRef } from './transitions/step';

/** Hears of deliveries that could not be made. */
export type DeliveryFault = (error: unknown, steps: readonly StepRef[]) => void;

/** Enqueues steps after their transaction committed. A fault costs only time: the sweeper delivers what is due. */
export class DeliveryService {
  constructor(
    private readonly queue: StepQueue,
    private readonly onFault: DeliveryFault,
  ) {}

  /** Never throws. */
  async deliver(steps: readonly StepRef[]): Promise<void> {
    try {
      await this.queue.enqueue(steps);
    } catch (error) {
      this.onFault(error, steps);
    }
  }
}
