import type { FireRange, SkipReason } from '@app/scheduling';
import type { FoundSchedule, QueuedFire, StartRefusal } from './found-schedule';

/** Why a fire made no run. */
export type FireReason = SkipReason | StartRefusal['reason'] | 'schedule-unreadable' | 'schedule-changed';

/** What became of a fire, or of all from the first to the last of a range. */
export interface FireRow {
  readonly fireAt: Date;
  readonly lastFireAt: Date;
  readonly outcome: 'RUN' | 'QUEUED' | 'SKIPPED';
  readonly reason: FireReason | null;
  readonly detail: string | null;
  readonly origin: QueuedFire['origin'];
  readonly requestedBy: string | null;
  /** The end of the row, of the same beginning, that this one takes the place of: a pause that goes on. */
  readonly extendsTo: Date | null;
}

type Of = Pick<FoundSchedule, 'running' | 'queued' | 'made' | 'pause' | 'paused' | 'waitsFor'>;

/** Keeps account of the fires of one record while it is decided what becomes of them. */
export class FireLedger {
  /** The fire whose run begins. */
  begins: QueuedFire | null = null;
  /** Why no run could be made for some fire; null when that did not happen. */
  refused: string | null = null;
  private stops: boolean;
  private queued: readonly QueuedFire[];
  private pause: Of['pause'];
  private readonly written = new Map<string, FireRow>();
  private readonly made: ReadonlySet<number>;

  constructor(
    private readonly of: Of,
    private readonly refusal: StartRefusal | null,
  ) {
    this.queued = of.queued;
    this.pause = of.pause;
    this.stops = of.waitsFor === 'stop';
    this.made = new Set(of.made.map((fire) => fire.getTime()));
  }

  /** Whether a run is active, or begins. */
  get running(): boolean {
    return this.of.running || this.begins !== null;
  }

  /** Whether fires wait for its end. */
  get waits(): boolean {
    return this.queued.length > 0;
  }

  /** Whether the active run is to be stopped for the one that waits. */
  get replaces(): boolean {
    return this.stops && this.of.running && this.waits;
  }

  /** Those of the schedule that wait; what was asked for afterwards takes no place in its queue. */
  get waitingFires(): readonly Date[] {
    return this.queued.filter(({ origin }) => origin === 'schedule').map(({ fireAt }) => fireAt);
  }

  /** Begins the oldest fire that waits, those of the schedule first, unless a run is active. */
  beginQueued(whose: 'schedule' | 'any'): void {
    while (!this.running) {
      const next =
        this.queued.find(({ origin }) => origin === 'schedule') ?? (whose === 'any' ? this.queued[0] : undefined);
      if (next === undefined) return;
      if (this.of.paused && next.origin === 'schedule')
        this.skip({ from: next.fireAt, to: next.fireAt }, 'paused', null);
      else this.begin(next);
    }
  }

  begin(fire: QueuedFire): void {
    const isMade = this.made.has(fire.fireAt.getTime());
    if (this.refusal && !isMade) {
      this.refused = this.refusal.detail;
      this.skip({ from: fire.fireAt, to: fire.fireAt }, this.refusal.reason, this.refusal.detail);
      return;
    }
    if (!isMade) this.begins = fire;
    this.leaveQueue(fire.fireAt);
    this.write({ ...fire, lastFireAt: fire.fireAt, outcome: 'RUN', reason: null, detail: null, extendsTo: null });
  }

  queue(fireAt: Date): void {
    if (this.made.has(fireAt.getTime())) return;
    const fire: QueuedFire = { fireAt, origin: 'schedule', requestedBy: null };
    this.queued = [...this.queued, fire];
    this.write({ ...fire, lastFireAt: fireAt, outcome: 'QUEUED', reason: null, detail: null, extendsTo: null });
  }

  replace(fireAt: Date): void {
    this.queue(fireAt);
    this.stops = true;
  }

  skip({ from, to }: FireRange, reason: FireReason, detail: string | null): void {
    const waited = this.queued.find(({ fireAt }) => fireAt.getTime() === from.getTime());
    this.leaveQueue(from);
    const { origin = 'schedule', requestedBy = null } = waited ?? {};
    const row = { outcome: 'SKIPPED', reason, detail, origin, requestedBy } as const;
    // A schedule of every second would fill the history with what did not happen.
    const goesOn = reason === 'paused' && !waited && this.pause !== null && this.pause.to < from ? this.pause : null;
    this.write({ ...row, fireAt: goesOn?.from ?? from, lastFireAt: to, extendsTo: goesOn?.to ?? null });
    this.pause = null;
  }

  rows(): FireRow[] {
    return [...this.written.values()];
  }

  private leaveQueue(fireAt: Date): void {
    this.queued = this.queued.filter((fire) => fire.fireAt.getTime() !== fireAt.getTime());
  }

  private write(row: FireRow): void {
    this.written.set(`${row.fireAt.getTime()} ${row.lastFireAt.getTime()}`, row);
  }
}
