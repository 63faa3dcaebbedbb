import type { CursorValues } from '@app/database';
import { cursorColumn, orderBy, type SortKey } from './sql-conditions';
import { IN_STATE, ROW_NAMES, type WorkListFilter, workListConditions } from './work-list-filter';

export const WORK_LIST_SORTS = [
  'executionTime',
  '-executionTime',
  'taskName',
  '-taskName',
  'taskInstance',
  '-taskInstance',
  'failures',
  '-failures',
] as const;
export type WorkListSort = (typeof WORK_LIST_SORTS)[number];

const TIME: SortKey = { column: 'execution_time', part: 'micros' };
const NAME: SortKey = { column: 'task_name', part: 'text' };
const INSTANCE: SortKey = { column: 'task_instance', part: 'text' };
const FAILURES: SortKey = { column: 'consecutive_failures', part: 'count' };

/** What a list is sorted by, and whether backwards. */
export function workListOrder(sort: WorkListSort): { readonly keys: readonly SortKey[]; readonly descending: boolean } {
  const descending = sort.startsWith('-');
  const by = descending ? sort.slice(1) : sort;
  switch (by as 'executionTime' | 'taskName' | 'taskInstance' | 'failures') {
    case 'executionTime':
      return { keys: [TIME, NAME, INSTANCE], descending };
    case 'taskName':
      return { keys: [NAME, INSTANCE], descending };
    case 'taskInstance':
      return { keys: [INSTANCE, NAME], descending };
    case 'failures':
      return { keys: [FAILURES, TIME, NAME, INSTANCE], descending };
    default:
      throw new RangeError(`unknown order ${sort}`);
  }
}

/**
 * The rows of one page and their cursors, as a table expression. No order has an index over all rows, which every step
 * of every run would have to write: a page is put together from branches that each have one, of which each gives no
 * more than a page.
 */
export function workListPage(
  filter: WorkListFilter,
  sort: WorkListSort,
  cursor: CursorValues | undefined,
  limit: number,
): { readonly text: string; readonly values: readonly unknown[] } {
  const { keys, descending } = workListOrder(sort);
  const conditions = workListConditions(filter);
  const branches = branchesOf(filter, keys[0] as SortKey);
  const withoutFailures = cursor?.[0] === 0;
  const afterAll = conditions.toString();
  conditions.after(keys, descending, cursor);
  const after = conditions.toString();
  const size = conditions.parameter(limit);
  const order = orderBy(keys, descending);
  const parts = branches.flatMap((branch) => {
    if (branch.zeroFailures && cursor !== undefined) {
      // Those without failures come first, or last.
      if (!withoutFailures) return descending ? [select(afterAll, branch, order, size)] : [];
    }
    return [select(after, branch, order, size)];
  });
  const union = parts.length === 0 ? [select(`WHERE false`, ALL, order, size)] : parts;
  return {
    text: `(SELECT sorted.*, row_number() OVER () AS place, ${cursorColumn(keys)} FROM (SELECT * FROM (${union.join(' UNION ALL ')}) branch
      ${order} LIMIT ${size}) sorted) page`,
    values: conditions.values,
  };
}

interface Branch {
  readonly condition: string | null;
  /** One part for each name, in which instances are sorted by the key. */
  readonly byName?: boolean;
  /** All its rows have no failures. */
  readonly zeroFailures?: boolean;
}

const ALL: Branch = { condition: null };

function branchesOf({ state, picked }: WorkListFilter, first: SortKey): readonly Branch[] {
  const states: readonly Branch[] = [
    { condition: IN_STATE.scheduled, zeroFailures: first === FAILURES },
    { condition: IN_STATE.running },
    { condition: IN_STATE.failed },
  ];
  if (first === INSTANCE) return [{ condition: state ? IN_STATE[state] : null, byName: true }];
  if (state !== undefined) return [{ condition: IN_STATE[state] }];
  if (first === NAME || picked !== undefined) return [ALL];
  return first === FAILURES ? states : [{ condition: 'picked' }, { condition: 'NOT picked' }];
}

function select(where: string, { condition, byName }: Branch, order: string, size: string): string {
  const all = [where.replace(/^WHERE /, ''), condition].filter((part): part is string => !!part);
  const and = all.length === 0 ? '' : ` AND ${all.join(' AND ')}`;
  if (byName)
    return `(SELECT one.* FROM (${ROW_NAMES}) name CROSS JOIN LATERAL (
      SELECT * FROM scheduled_tasks WHERE scheduled_tasks.task_name = name.task_name${and} ${order} LIMIT ${size}) one)`;
  return `(SELECT * FROM scheduled_tasks WHERE true${and} ${order} LIMIT ${size})`;
}
