import type { ProcessRecord } from '@app/api-client';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type Pages, rowsOf } from '../../../shared/request/merge-page';
import type { Page } from '../../../shared/request/page';
import { holdRows, type SteadyRows, steadyRows } from '../../../shared/table/steady-rows';
import { heldRecordsKey } from '../api/list-records';

const idOf = (record: ProcessRecord) => record.id;
const NO_PAGES: readonly Page<ProcessRecord>[] = [];

/**
 * The records of a list; as long as `hold` is true none comes, goes or moves. What has changed meanwhile is counted,
 * and `showChanges` puts it on screen. Held records live in the query cache, where live events reach them.
 */
export function useSteadyRecords(
  pages: readonly Page<ProcessRecord>[] = NO_PAGES,
  hold: boolean,
): SteadyRows<ProcessRecord> & { showChanges: () => void } {
  const queries = useQueryClient();
  const { data: heldPages } = useQuery<Pages<ProcessRecord>>({
    queryKey: heldRecordsKey,
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [pageCount, setPageCount] = useState<number | null>(null);
  const rows = useMemo(() => rowsOf(pages, idOf), [pages]);
  const heldRows = pageCount === null ? undefined : heldPages?.pages[0]?.rows;

  const steady = useMemo(
    () =>
      heldRows === undefined || pageCount === null
        ? { rows, changes: 0 }
        : steadyRows(holdRows(heldRows, pageCount, idOf), pages, idOf),
    [heldRows, pageCount, pages, rows],
  );
  const keep = useCallback(
    (kept: readonly ProcessRecord[]) =>
      queries.setQueryData<Pages<ProcessRecord>>(heldRecordsKey, {
        pages: [{ rows: kept, next: null, total: kept.length }],
        pageParams: [null],
      }),
    [queries],
  );
  const showChanges = useCallback(() => {
    keep(rows);
    setPageCount(pages.length);
  }, [keep, rows, pages.length]);

  useEffect(() => {
    if (hold && pageCount === null && pages.length > 0) showChanges();
    if (!hold && pageCount !== null) setPageCount(null);
  }, [hold, pageCount, pages.length, showChanges]);
  // What leaves the list later is shown as it was seen last.
  useEffect(() => {
    if (heldRows === undefined) return;
    const newest = steady.rows.slice(0, heldRows.length);
    if (newest.some((row, index) => row !== heldRows[index])) keep(newest);
  }, [heldRows, steady.rows, keep]);
  return { ...steady, showChanges };
}
