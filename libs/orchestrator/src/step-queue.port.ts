import type { StepRef } from './transitions/step';

/** Delivers steps to workers. Losing, repeating or reordering deliveries costs time, never correctness. */
export abstract class StepQueue {
  /** Adds deliveries; one that is already waiting is not added again. May throw: the sweeper makes up for it. */
  abstract enqueue(steps: readonly StepRef[]): Promise<void>;
  /**
   * Adds deliveries of steps that nobody claimed although they are due: also where one was taken and got lost on its
   * way to its consumer, which the queue alone would only notice by clocks.
   */
  abstract redeliver(steps: readonly StepRef[]): Promise<void>;
  /** Deliveries that wait to be taken. */
  abstract countWaiting(): Promise<number>;
}

/** Takes deliveries, `concurrency` at a time, and hands each to one handler. */
export abstract class StepConsumer {
  /** Begins to take deliveries. The handler must not throw. Resolves when the queue is connected. */
  abstract start(handler: (step: StepRef) => Promise<void>): Promise<void>;
  /** Takes at most one more until `resume`, so that other workers do; what was taken goes on. */
  abstract pause(): Promise<void>;
  abstract resume(): Promise<void>;
  /** Takes no more; resolves when what was taken is handled. */
  abstract drain(): Promise<void>;
}
