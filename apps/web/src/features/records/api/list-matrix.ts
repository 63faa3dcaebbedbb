import { listProcesses, type ProcessRecord, type TaskSummary } from '@app/api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Page, toPage } from '../../../shared/request/page';
import { serverNow } from '../../../shared/time/clock';
import { type RecordFilter, toListQuery } from './record-filter';

// Twice what a large screen shows: a record comes with all its tasks.
const PAGE_SIZE = 30;

/** A record with the tasks of its latest run, in index order. */
export interface MatrixRow {
  readonly record: ProcessRecord;
  readonly tasks: readonly TaskSummary[];
}

/** One page of the matrix of records × task names. */
export async function fetchMatrixPage(
  filter: RecordFilter,
  cursor: string | null,
  limit = PAGE_SIZE,
  signal?: AbortSignal,
): Promise<Page<MatrixRow>> {
  const { data, response } = await listProcesses({
    query: { ...toListQuery(filter, serverNow()), limit, ...(cursor !== null && { cursor }) },
    throwOnError: true,
    ...(signal && { signal }),
  });
  const rows = data.processes.map((record) => ({ record, tasks: data.processTasks[record.id] ?? [] }));
  return toPage(rows, response.headers);
}

export const matrixKey = ['records', 'matrix'] as const;

/** The whole matrix of a filter, page by page. */
export function matrixQuery(filter: RecordFilter) {
  return infiniteQueryOptions({
    queryKey: [...matrixKey, filter] as const,
    queryFn: ({ pageParam, signal }) => fetchMatrixPage(filter, pageParam, undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export const digestKey = ['records', 'digest'] as const;

/** The few running records that changed last, with their tasks. */
export function runningQuery(limit: number) {
  const filter: RecordFilter = { status: 'IN_PROGRESS', sort: '-updatedAt' };
  return queryOptions({
    queryKey: [...digestKey, 'running', limit] as const,
    queryFn: ({ signal }) => fetchMatrixPage(filter, null, limit, signal),
  });
}
