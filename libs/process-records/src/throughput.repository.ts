import type { SqlClient, Statement } from '@app/database';
import { type StatisticsWindow, WINDOW_SHAPES } from './statistics-window';

/** Runs by how they ended. */
export interface EndedRuns {
  readonly completed: number;
  readonly failed: number;
  readonly stopped: number;
}

/** Percentiles of the runs' durations in ms, right to 2.5 %; null when none ended. */
export interface RunDurations {
  readonly p50DurationMs: number | null;
  readonly p99DurationMs: number | null;
}

export interface ThroughputBucket extends EndedRuns, RunDurations {
  readonly startsAt: Date;
}

/** What ended in a window, bucket by bucket and altogether. */
export interface Throughput extends EndedRuns, RunDurations {
  /** Oldest first, without gaps; the last one is not over. */
  readonly buckets: readonly ThroughputBucket[];
}

/** What ended since the day began. */
export interface EndedToday extends EndedRuns {
  readonly since: Date;
}

// What is folded into the tally and what is not yet, in one statement: each run is in exactly one of them.
const ended = (since: string, minutes: string): string => `
      SELECT starts_at AS at, status, duration_class, runs FROM run_tally
      WHERE minutes = ${minutes} AND starts_at >= ${since}
      UNION ALL
      SELECT ended_at, status, duration_class, 1 FROM run_end WHERE ended_at >= ${since}`;

const BY_STATUS = `
      coalesce(sum(runs) FILTER (WHERE status = 'COMPLETED'), 0)::bigint AS completed,
      coalesce(sum(runs) FILTER (WHERE status = 'FAILED'), 0)::bigint AS failed,
      coalesce(sum(runs) FILTER (WHERE status = 'STOPPED'), 0)::bigint AS stopped`;

const percentile = (share: number): string =>
  `round(duration_class_ms(min(duration_class) FILTER (WHERE up_to >= ${share} * runs)))::bigint`;

// $1 length of the window, $2 of a bucket, in ms; $3 width of the tally. The row without a start is the whole window.
const THROUGHPUT: Statement = {
  name: 'throughput',
  text: `
    WITH span AS (
      SELECT date_bin($2 * interval '1 millisecond', now() - $1 * interval '1 millisecond', 'epoch')
        + $2 * interval '1 millisecond' AS since
    ), ended AS (${ended('(SELECT since FROM span)', '$3')}
    ), by_class AS (
      SELECT date_bin($2 * interval '1 millisecond', at, 'epoch') AS starts_at, duration_class, ${BY_STATUS},
        sum(runs) AS runs
      FROM ended GROUP BY GROUPING SETS ((1, 2), (2))
    ), ranked AS (
      SELECT starts_at, duration_class, completed, failed, stopped,
        sum(runs) OVER (PARTITION BY starts_at ORDER BY duration_class) AS up_to,
        sum(runs) OVER (PARTITION BY starts_at) AS runs
      FROM by_class
    ), summed AS (
      SELECT starts_at, sum(completed) AS completed, sum(failed) AS failed, sum(stopped) AS stopped,
        ${percentile(0.5)} AS p50, ${percentile(0.99)} AS p99
      FROM ranked GROUP BY starts_at
    ), slot AS (
      SELECT generate_series(since, now(), $2 * interval '1 millisecond') AS starts_at FROM span
      UNION ALL SELECT NULL
    )
    SELECT slot.starts_at AS "startsAt", coalesce(completed, 0)::bigint AS completed,
      coalesce(failed, 0)::bigint AS failed, coalesce(stopped, 0)::bigint AS stopped,
      p50 AS "p50DurationMs", p99 AS "p99DurationMs"
    FROM slot LEFT JOIN summed ON summed.starts_at IS NOT DISTINCT FROM slot.starts_at
    ORDER BY slot.starts_at NULLS LAST`,
};

const TODAY: Statement = {
  name: 'ended_today',
  text: `
    WITH day AS (SELECT date_trunc('day', now(), $1) AS since), ended AS (${ended('(SELECT since FROM day)', '15')}
    ), summed AS (SELECT ${BY_STATUS} FROM ended)
    SELECT day.since, summed.* FROM day, summed`,
};

/** Counts the runs that ended, from tallies: as fast after a million runs as after ten. */
export class ThroughputRepository {
  constructor(private readonly sql: SqlClient) {}

  async read(window: StatisticsWindow): Promise<Throughput> {
    const { lengthMs, bucketMs, tallyMinutes } = WINDOW_SHAPES[window];
    const rows = await this.sql.query<EndedRuns & RunDurations & { startsAt: Date | null }>(THROUGHPUT, [
      lengthMs,
      bucketMs,
      tallyMinutes,
    ]);
    const whole = rows.at(-1);
    if (!whole) throw new Error('throughput has no rows');
    const { startsAt: _, ...sums } = whole;
    return { ...sums, buckets: rows.filter((row): row is ThroughputBucket => row.startsAt !== null) };
  }

  /** @param timeZone an IANA zone: where the day begins */
  async readToday(timeZone: string): Promise<EndedToday> {
    const rows = await this.sql.query<EndedToday>(TODAY, [timeZone]);
    if (!rows[0]) throw new Error('the day has no row');
    return rows[0];
  }
}
