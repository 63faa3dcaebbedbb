import type { SqlClient, Statement } from '@app/database';
import type { ProcessTypeUsage } from './process-type';

// Records are counted in the index on their type; active runs are few, and have an index of their own.
const USAGE: Statement = {
  name: 'process_type_usage',
  text: `
    WITH active AS (
      SELECT type, type_version AS version, count(*) AS runs FROM process_run
      WHERE status IN ('PENDING', 'IN_PROGRESS') GROUP BY type, type_version
    )
    SELECT t.name AS type,
      (SELECT count(*) FROM process_record r WHERE r.type = t.name) AS records,
      coalesce((
        SELECT json_agg(json_build_object('version', a.version, 'runs', a.runs) ORDER BY a.version)
        FROM active a WHERE a.type = t.name
      ), '[]') AS "activeRuns"
    FROM process_type t
    WHERE t.deleted_at IS NULL AND ($1::text IS NULL OR t.name = $1) ORDER BY t.name`,
};

/** Counts who depends on process types. */
export class ProcessTypeUsageRepository {
  constructor(private readonly sql: SqlClient) {}

  /** For all types, by name. */
  async list(): Promise<ProcessTypeUsage[]> {
    return this.sql.query<ProcessTypeUsage>(USAGE, [null]);
  }

  /** For one type; null when it does not exist (any more). */
  async find(name: string): Promise<ProcessTypeUsage | null> {
    return (await this.sql.query<ProcessTypeUsage>(USAGE, [name]))[0] ?? null;
  }
}
