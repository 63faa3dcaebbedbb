import { throttled } from './access-refusal';

const BUSY_WAIT_MS = 1_000;

/**
 * Lets a few work at a time. Hashes run on the threads that also read files: many at once would hold up everything.
 */
export class HashingTurns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param atOnce how many work at the same time
   * @param mostWaiting whoever comes when this many wait is refused
   */
  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Does the work when it is its turn. Throws `throttled` when too many wait. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) {
      if (this.waiting.length >= this.mostWaiting) throw throttled(BUSY_WAIT_MS);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The turn goes on to the next one, if there is one.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
