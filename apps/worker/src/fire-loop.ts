import type { FiringService } from '@app/orchestrator';

/** How long it sleeps at most: a schedule that was set meanwhile may be due before the ones that were known. */
const LOOK_EVERY_MS = 500;
const AFTER_FAULT_MS = 1_000;

/** Fires schedules for as long as the worker lives, sleeping until the next one is due. */
export class FireLoop {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly firing: Pick<FiringService, 'fireDue'>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  start(): void {
    this.next(0);
  }

  /** Begins nothing more; resolves when what was begun is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private next(inMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.round = this.run().then((waitMs) => this.next(waitMs));
    }, inMs);
  }

  private async run(): Promise<number> {
    try {
      // A timer may ring a little early, and would find nothing due.
      return Math.min(Math.ceil((await this.firing.fireDue()) ?? LOOK_EVERY_MS), LOOK_EVERY_MS);
    } catch (error) {
      this.onFault(error);
      return AFTER_FAULT_MS;
    }
  }
}
