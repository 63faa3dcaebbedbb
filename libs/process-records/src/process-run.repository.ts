import {
  decodeCursor,
  type KeysetPage,
  type KeysetRow,
  type PageRequest,
  pageOf,
  type SqlClient,
  type Statement,
} from '@app/database';
import type { ProcessRun } from './process-run.entity';

const COLUMNS = `id, process_record_id AS "processRecordId", run_number AS "runNumber", type,
  type_version AS "typeVersion", input_data AS "inputData", status, current_task_index AS "currentTaskIndex",
  total_tasks AS "totalTasks", trigger, triggered_by AS "triggeredBy", resumed_from_run_id AS "resumedFromRunId",
  scheduled_fire_at AS "scheduledFireAt", started_at AS "startedAt", completed_at AS "completedAt",
  error_message AS "errorMessage"`;

const FIND: Statement = { name: 'find_process_run', text: `SELECT ${COLUMNS} FROM process_run WHERE id = $1` };

const LIST: Statement = {
  name: 'list_process_runs',
  text: `SELECT ${COLUMNS}, json_build_array(run_number) AS "cursorValues" FROM process_run
    WHERE process_record_id = $1 AND run_number < $2 ORDER BY run_number DESC LIMIT $3`,
};

const COUNT: Statement = {
  name: 'count_process_runs',
  text: `SELECT count(*) AS total FROM process_run WHERE process_record_id = $1`,
};

const AFTER_ALL = 2_147_483_647;

/** Reads runs. */
export class ProcessRunRepository {
  constructor(private readonly sql: SqlClient) {}

  /** The run, or null when it does not exist. */
  async find(id: string): Promise<ProcessRun | null> {
    return (await this.sql.query<ProcessRun>(FIND, [id]))[0] ?? null;
  }

  /** One page of a record's runs, newest first. Throws `invalid` for a cursor of another list. */
  async listOfRecord(recordId: string, page: PageRequest): Promise<KeysetPage<ProcessRun>> {
    const before = page.cursor === undefined ? AFTER_ALL : decodeCursor(page.cursor, ['count'])[0];
    const [rows, total] = await Promise.all([
      this.sql.query<KeysetRow<ProcessRun>>(LIST, [recordId, before, page.limit + 1]),
      this.sql.query<{ total: number }>(COUNT, [recordId]),
    ]);
    return pageOf(rows, page.limit, total[0]?.total ?? 0);
  }
}
