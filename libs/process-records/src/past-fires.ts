import type { FireTallies, FireTally, FireTallyRepository } from './fire-tally.repository';
import type { ScheduleFilter } from './schedule-filter';

const HOUR_MS = 3_600_000;
/** For how long the count of what is older than an hour or two is good. */
const KEPT_FOR_MS = 60_000;
const REMEMBERED = 50;
/** Of one answer: the newest fires. */
const MOST_FIRES = 200_000;

interface Kept {
  readonly until: number;
  readonly tallies: Promise<FireTallies>;
}

/**
 * What became of the fires of a window. The last hour is counted each time; what is older changes seldom (a long run ends,
 * a backfill), and is counted once a minute for all who ask.
 */
export class PastFires {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly repository: FireTallyRepository,
    private readonly limit = MOST_FIRES,
  ) {}

  async of(filter: ScheduleFilter, from: Date, to: Date, now: Date): Promise<FireTallies> {
    const border = new Date(Math.floor(now.getTime() / HOUR_MS - 1) * HOUR_MS);
    const end = to < now ? to : now;
    const recent = border > from ? border : from;
    const [older, newer] = await Promise.all([
      from < border ? this.older(filter, from, end < border ? end : border, now) : NOTHING,
      recent < end ? this.repository.count(filter, recent, end, this.limit) : NOTHING,
    ]);
    return {
      tallies: merge([...older.tallies, ...newer.tallies]),
      completeFrom: newer.completeFrom ?? older.completeFrom,
    };
  }

  private older(filter: ScheduleFilter, from: Date, to: Date, now: Date): Promise<FireTallies> {
    const key = JSON.stringify([filter, from, to]);
    const known = this.kept.get(key);
    if (known && known.until > now.getTime()) return known.tallies;
    const tallies = this.repository.count(filter, from, to, this.limit);
    this.kept.delete(key);
    this.kept.set(key, { until: now.getTime() + KEPT_FOR_MS, tallies });
    tallies.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= REMEMBERED) break;
      this.kept.delete(oldest);
    }
    return tallies;
  }
}

const NOTHING: FireTallies = { tallies: [], completeFrom: null };

// A window that does not begin or end with five minutes shares them between its two parts.
function merge(tallies: readonly FireTally[]): FireTally[] {
  const merged = new Map<string, FireTally>();
  for (const tally of tallies) {
    const key = `${tally.at} ${tally.state}`;
    merged.set(key, { ...tally, fires: tally.fires + (merged.get(key)?.fires ?? 0) });
  }
  return [...merged.values()];
}
