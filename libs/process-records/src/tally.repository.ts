import type { SqlClient, Statement } from '@app/database';

// Deleting gives each row to one caller only, and whoever reads meanwhile sees either the rows or what they were folded
// into. In the order of the key, so that two that fold at once never wait for each other crosswise.
const FOLD_RUN_ENDS: Statement = {
  name: 'fold_run_ends',
  text: `
    WITH ended AS (DELETE FROM run_end RETURNING ended_at, status, duration_class)
    INSERT INTO run_tally (minutes, starts_at, status, duration_class, runs)
    SELECT minutes, date_bin(minutes * interval '1 minute', ended_at, 'epoch') AS starts_at, status, duration_class,
      count(*)
    FROM ended, (VALUES (1), (15), (180)) width (minutes)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (minutes, starts_at, status, duration_class) DO UPDATE SET runs = run_tally.runs + excluded.runs`,
};

// A few rows are added up as fast as one: folding those would only write.
const FOLD_RECORD_TALLY: Statement = {
  name: 'fold_record_tally',
  text: `
    WITH gone AS (
      DELETE FROM record_tally WHERE EXISTS (SELECT FROM record_tally OFFSET $1) RETURNING type, status, records
    )
    INSERT INTO record_tally (type, status, records)
    SELECT type, status, sum(records) FROM gone GROUP BY type, status HAVING sum(records) <> 0`,
};

// Each width is kept for longer than the windows that are read from it.
const TRIM: Statement = {
  name: 'trim_run_tally',
  text: `
    DELETE FROM run_tally USING (
      VALUES (1, interval '3 hours'), (15, interval '3 days'), (180, interval '31 days')
    ) kept (minutes, age)
    WHERE run_tally.minutes = kept.minutes AND run_tally.starts_at < now() - kept.age`,
};

const ROWS_LEFT_ALONE = 500;

/** Keeps what statistics add up short. The sums are the same before and after. */
export class TallyRepository {
  constructor(private readonly sql: SqlClient) {}

  /** Folds what was noted since the last time, and drops what is older than any window. */
  async fold(): Promise<void> {
    await this.sql.query(FOLD_RUN_ENDS);
    await this.sql.query(FOLD_RECORD_TALLY, [ROWS_LEFT_ALONE]);
    await this.sql.query(TRIM);
  }
}
