import { containing, SqlConditions } from './sql-conditions';

/** `scheduled` and `failed` wait, the latter after a failure; `running` are held by a worker. */
export const WORK_LIST_STATES = ['scheduled', 'running', 'failed'] as const;
export type WorkListState = (typeof WORK_LIST_STATES)[number];

/** Which rows; what is absent does not restrict. */
export interface WorkListFilter {
  readonly state?: WorkListState | undefined;
  readonly taskName?: string | undefined;
  /** Part of the name, in any case. */
  readonly taskNamePart?: string | undefined;
  /** Part of the instance or of the id of a running record; all of it with `exact`. */
  readonly search?: string | undefined;
  readonly exact?: boolean | undefined;
  readonly picked?: boolean | undefined;
  readonly due?: boolean | undefined;
  /** Execution time: from, and before. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** What a row must fulfil to be in a state; together the three are all rows. */
export const IN_STATE: Readonly<Record<WorkListState, string>> = {
  scheduled: 'NOT picked AND consecutive_failures = 0',
  running: 'picked',
  failed: 'NOT picked AND consecutive_failures > 0',
};

/** The names that occur, each found by one step in the index: there are few names and many rows. */
export const ROW_NAMES = `
  WITH RECURSIVE found AS (
    (SELECT task_name FROM scheduled_tasks ORDER BY task_name LIMIT 1)
    UNION ALL
    SELECT (SELECT task_name FROM scheduled_tasks WHERE task_name > found.task_name ORDER BY task_name LIMIT 1)
    FROM found WHERE found.task_name IS NOT NULL
  ) SELECT task_name FROM found WHERE task_name IS NOT NULL`;

/** All conditions but the state's, which the branches of a page bring themselves. */
export function workListConditions(filter: WorkListFilter): SqlConditions {
  const conditions = new SqlConditions()
    .where(filter.taskName, (name) => `task_name = ${name}`)
    .where(
      containing(filter.taskNamePart),
      (part) => `task_name = ANY (ARRAY(SELECT task_name FROM (${ROW_NAMES}) name WHERE task_name ILIKE ${part}))`,
    )
    .either(filter.picked, 'picked', 'NOT picked')
    .either(filter.due, 'execution_time <= now()', 'execution_time > now()')
    .where(filter.from, (from) => `execution_time >= ${from}::timestamptz`)
    .where(filter.to, (to) => `execution_time < ${to}::timestamptz`);
  return filter.exact
    ? conditions.where(filter.search, exactly)
    : conditions.where(containing(filter.search), (pattern) => containingPart(pattern, isPartOfUuid(filter.search)));
}

/** True when nothing but state and name restricts: such rows are counted without reading them. */
export function isCountedByGroups({ state, taskName, ...rest }: WorkListFilter): boolean {
  const { taskNamePart, search, picked, due, from, to } = rest;
  return [taskNamePart, search, picked, due, from, to].every((value) => value === undefined);
}

// By the key, once for each name.
function exactly(text: string): string {
  return `ctid = ANY (ARRAY(
      SELECT s.ctid FROM (${ROW_NAMES}) name
        JOIN scheduled_tasks s ON s.task_name = name.task_name AND s.task_instance = ${text}
      UNION ALL
      SELECT s.ctid FROM process_record record JOIN scheduled_tasks s ON s.run_id = record.latest_run_id
      WHERE record.id = ${text}))`;
}

// Instances and ids are ASCII but for those of schedules, which are ids: the plain collation is right, and quick. What
// cannot be part of a step's instance is not looked for in most of the rows.
function containingPart(pattern: string, mayBeStep: boolean): string {
  return `(${mayBeStep ? '' : `task_name <> 'process-task' AND `}task_instance COLLATE "C" ILIKE ${pattern} OR run_id IN (
      SELECT record.latest_run_id FROM (
        SELECT id FROM process_record WHERE current_status = 'IN_PROGRESS' AND id COLLATE "C" ILIKE ${pattern} OFFSET 0
      ) named JOIN process_record record ON record.id = named.id))`;
}

function isPartOfUuid(text = ''): boolean {
  return /^[0-9a-f-]*$/i.test(text);
}
