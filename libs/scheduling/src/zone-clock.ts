const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
const CHUNK_MS = 32 * DAY_MS;
/** Longer than any clock was ever set back or forward: a day, where a country crossed the date line. */
const LOOK_BACK_MS = 2 * DAY_MS;
const REMEMBERED_CHUNKS = 4_000;
const REMEMBERED_ZONES = 600;

/**
 * A stretch of time in which a zone keeps one offset from UTC. Instants are milliseconds since 1970; wall times are what
 * the zone's clock shows, counted as if it were UTC: `wall = instant + offset`.
 */
export interface ClockSpan {
  /** First instant. */
  readonly from: number;
  /** Instant after the last. */
  readonly to: number;
  readonly offset: number;
  /**
   * The wall time to which the clock had come before `from`: later than `from + offset` where it was set back, earlier
   * where it was set forward, and equal where nothing happened.
   */
  readonly reached: number;
}

/** The clock on the wall of one time zone, read from the rules that `Intl` knows. */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly chunks = new Map<number, readonly ClockSpan[]>();

  /** Throws RangeError for an unknown zone. */
  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** A stretch that holds the instant; long ones are given in parts. */
  spanAt(instant: number): ClockSpan {
    const spans = this.chunk(Math.floor(instant / CHUNK_MS));
    const span = spans.find(({ to }) => instant < to);
    if (!span) throw new RangeError(`No time: ${instant}`);
    return span;
  }

  /**
   * The first instant at which the clock has come to a wall time: the first of two, and the end of the gap for one that
   * does not exist.
   */
  firstInstantAt(wall: number): number {
    let span = this.spanAt(wall - LOOK_BACK_MS);
    while (wall >= span.to + span.offset) span = this.spanAt(span.to);
    return Math.max(span.from, wall - span.offset);
  }

  private chunk(index: number): readonly ClockSpan[] {
    const known = this.chunks.get(index);
    if (known) return known;
    const spans = this.readSpans(index * CHUNK_MS, (index + 1) * CHUNK_MS);
    if (this.chunks.size >= REMEMBERED_CHUNKS) this.chunks.clear();
    this.chunks.set(index, spans);
    return spans;
  }

  private readSpans(start: number, end: number): ClockSpan[] {
    const spans: ClockSpan[] = [];
    let from = start - LOOK_BACK_MS;
    let offset = this.offsetAt(from);
    let reached = from + offset;
    while (from < end) {
      const to = this.nextChange(from, end, offset);
      if (to > start) {
        const first = Math.max(from, start);
        spans.push({ from: first, to, offset, reached: from < start ? Math.max(reached, start + offset) : reached });
      }
      reached = Math.max(reached, to + offset);
      from = to;
      offset = this.offsetAt(to);
    }
    return spans;
  }

  /** Looks once a day: no zone ever changed its clock there and back within one. */
  private nextChange(from: number, end: number, offset: number): number {
    for (let same = from; same < end; same += DAY_MS) {
      let changed = Math.min(same + DAY_MS, end);
      if (this.offsetAt(changed) === offset) continue;
      let before = same;
      while (changed - before > SECOND_MS) {
        const middle = before + Math.floor((changed - before) / 2 / SECOND_MS) * SECOND_MS;
        if (this.offsetAt(middle) === offset) before = middle;
        else changed = middle;
      }
      return changed;
    }
    return end;
  }

  private offsetAt(instant: number): number {
    const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = (
      this.format.format(instant).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / SECOND_MS) * SECOND_MS;
  }
}

const clocks = new Map<string, ZoneClock>();

/** The clock of a zone, which remembers what it has read. Throws RangeError for an unknown zone. */
export function zoneClock(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new ZoneClock(timeZone);
  if (clocks.size >= REMEMBERED_ZONES) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}
