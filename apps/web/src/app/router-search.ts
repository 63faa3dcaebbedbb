import type { StatisticsWindow } from '@app/api-client';
import { parseBackfillSearch } from '../features/schedules/backfill-range';
import { parseRecordFilter, type RecordFilter } from '../features/records/api/record-filter';

/** How many rows the short lists of the overview have. */
export const DIGEST_ROWS = 6;

export interface OverviewSearch extends RecordFilter {
  readonly window?: StatisticsWindow;
}

export interface AttemptSelection {
  /** Number of the attempt whose output is shown; the latest when absent. */
  readonly attempt?: number;
}

export interface TaskSelection extends AttemptSelection {
  /** Index of the task whose output is shown; chosen by itself when absent. */
  readonly task?: number;
  /** Id of a run whose input and definition are compared with those of the shown one. */
  readonly compare?: string;
  /** A backfill of the schedule is being planned; `from` and `to` are its range. */
  readonly backfill?: true;
  readonly from?: string;
  readonly to?: string;
}

/** Reads the search part of the overview's address. */
export function parseOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const { window } = search;
  const known = window === '1h' || window === '24h' || window === '7d';
  return { ...parseRecordFilter(search), ...(known && { window }) };
}

/** Reads the search part of a task page's address. */
export function parseAttemptSelection({ attempt }: Record<string, unknown>): AttemptSelection {
  return typeof attempt === 'number' && Number.isInteger(attempt) && attempt >= 1 ? { attempt } : {};
}

/** Reads the search part of a record page's address. */
export function parseTaskSelection(search: Record<string, unknown>): TaskSelection {
  const { task, compare } = search;
  const backfill = parseBackfillSearch(search);
  const known = typeof task === 'number' && Number.isInteger(task) && task >= 0;
  return {
    ...(known && { task }),
    ...parseAttemptSelection(search),
    ...(typeof compare === 'string' && compare !== '' && { compare }),
    ...(backfill && { backfill: true, ...backfill }),
  };
}
