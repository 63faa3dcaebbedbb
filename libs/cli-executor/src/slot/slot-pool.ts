import type { Slot } from './slot';

interface Waiter {
  readonly resolve: (slot: Slot) => void;
  readonly reject: (reason: Error) => void;
}

/** Hands out slots, starting them when first needed and replacing those that died. */
export class SlotPool {
  private readonly slots = new Set<Slot>();
  private readonly idle: Slot[] = [];
  private readonly waiting: Waiter[] = [];
  private readonly starting = new Set<Promise<void>>();
  private readonly retired = new WeakSet<Slot>();
  private closed = false;

  /**
   * @param size most slots at once
   * @param startSlot starts one; rejects with a reason for people when it cannot
   */
  constructor(
    private readonly size: number,
    private readonly startSlot: () => Promise<Slot>,
  ) {}

  /** Takes in a slot that was started elsewhere. */
  add(slot: Slot): void {
    this.slots.add(slot);
    void slot.exited.then(() => {
      // One that is busy is ended by whoever gives it back.
      if (this.forget(slot)) return slot.close();
    });
    this.offer(slot);
  }

  /** An idle slot, as soon as there is one. Rejects when none can be started or the pool is closed. */
  acquire(): Promise<Slot> {
    if (this.closed) return Promise.reject(new Error('the executor is closed'));
    const slot = this.idle.pop();
    if (slot) return Promise.resolve(slot);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.refill();
    });
  }

  /** Gives a slot back; one that is of no more use is ended, and another started when somebody waits. */
  async release(slot: Slot): Promise<void> {
    if (slot.isUsable && !this.retired.has(slot) && !this.closed) this.offer(slot);
    else await this.end(slot);
  }

  /** From now on none of the slots that there are is given out: somebody is killing them. */
  retire(): void {
    for (const slot of this.slots) this.retired.add(slot);
    for (const slot of this.idle.splice(0)) void this.end(slot);
  }

  /** Ends all slots, with what runs in them. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiter of this.waiting.splice(0)) waiter.reject(new Error('the executor is closed'));
    await Promise.all(this.starting);
    await Promise.all([...this.slots].map((slot) => slot.close()));
  }

  private async end(slot: Slot): Promise<void> {
    await slot.close();
    this.forget(slot);
    this.refill();
  }

  private offer(slot: Slot): void {
    const waiter = this.waiting.shift();
    if (waiter) waiter.resolve(slot);
    else this.idle.push(slot);
  }

  /** Tells whether it was idle. */
  private forget(slot: Slot): boolean {
    this.slots.delete(slot);
    const index = this.idle.indexOf(slot);
    if (index >= 0) this.idle.splice(index, 1);
    return index >= 0;
  }

  private refill(): void {
    const wanted = Math.min(this.waiting.length, this.size - this.slots.size);
    while (!this.closed && this.starting.size < wanted) {
      const start = this.startOne().finally(() => this.starting.delete(start));
      this.starting.add(start);
    }
  }

  private async startOne(): Promise<void> {
    try {
      const slot = await this.startSlot();
      if (this.closed) await slot.close();
      else this.add(slot);
    } catch (error) {
      // Who waits learns why; the next command tries again.
      const reason = error instanceof Error ? error : new Error(String(error));
      this.waiting.shift()?.reject(reason);
    }
  }
}
