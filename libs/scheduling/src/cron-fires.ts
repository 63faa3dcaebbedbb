import type { WallTimes } from './wall-times';
import type { ClockSpan, ZoneClock } from './zone-clock';

/** What becomes of wall times that a change of clocks leaves out or repeats. */
export interface ClockChangeRule {
  /** Whether a time that does not exist fires at the next instant that does. */
  readonly moveOutOfGap: boolean;
  /** Whether a time that exists twice fires twice. */
  readonly repeat: boolean;
}

/**
 * `moved`: the time it names does not exist on that day. The others: it exists twice, since clocks are set back, and this
 * is the first or the second of the two.
 */
export const CLOCK_NOTES = ['moved', 'first-of-two', 'second-of-two'] as const;
export type ClockNote = (typeof CLOCK_NOTES)[number];

/** The instants, in milliseconds since 1970, at which a zone's clock shows the wall times of a cron expression. */
export class CronFires {
  constructor(
    private readonly walls: WallTimes,
    private readonly clock: ZoneClock,
    private readonly rule: ClockChangeRule,
  ) {}

  /** The first fire in `[from, to]`; null when there is none. */
  firstIn(from: number, to: number): number | null {
    let at = from;
    while (at <= to) {
      const span = this.clock.spanAt(at);
      if (at === span.from && this.firesAfterGap(span)) return at;
      const wall = this.walls.atOrAfter(Math.max(at + span.offset, this.firstWall(span)));
      if (wall === null) return null;
      const fire = wall - span.offset;
      if (fire < span.to) return fire <= to ? fire : null;
      at = span.to;
    }
    return null;
  }

  /** The last fire in `[from, to]`; null when there is none. */
  lastIn(from: number, to: number): number | null {
    let at = to;
    while (at >= from) {
      const span = this.clock.spanAt(at);
      const wall = this.walls.atOrBefore(at + span.offset);
      if (wall === null) return null;
      if (wall >= this.firstWall(span)) return wall - span.offset >= from ? wall - span.offset : null;
      if (this.firesAfterGap(span)) return span.from >= from ? span.from : null;
      at = span.from - 1;
    }
    return null;
  }

  /** What a change of clocks has to do with a fire; null when nothing. */
  noteOf(fire: number): ClockNote | null {
    // What names a distance and no times of day has none that are left out or repeated.
    if (this.walls.everyHour) return null;
    const span = this.clock.spanAt(fire);
    const wall = fire + span.offset;
    if (fire === span.from && this.firesAfterGap(span) && this.walls.atOrAfter(wall) !== wall) return 'moved';
    if (wall < span.reached) return 'second-of-two';
    const next = this.clock.spanAt(span.to);
    return wall >= next.from + next.offset && wall < next.reached ? 'first-of-two' : null;
  }

  private firstWall({ from, offset, reached }: ClockSpan): number {
    return this.rule.repeat ? from + offset : Math.max(from + offset, reached);
  }

  private firesAfterGap({ from, offset, reached }: ClockSpan): boolean {
    if (!this.rule.moveOutOfGap || reached >= from + offset) return false;
    const wall = this.walls.atOrAfter(reached);
    return wall !== null && wall < from + offset;
  }
}
