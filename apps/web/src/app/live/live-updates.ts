import type { ProcessRecord, TaskDetails } from '@app/api-client';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { usageListQuery } from '../../features/process-types/api/get-usage';
import { digestKey, fetchMatrixPage, type MatrixRow, matrixKey } from '../../features/records/api/list-matrix';
import { fetchRecordsPage, heldRecordsKey, recordListsKey } from '../../features/records/api/list-records';
import type { RecordFilter } from '../../features/records/api/record-filter';
import { schedulesKey } from '../../features/schedules/api/calendar-queries';
import { taskDetailsKey } from '../../features/tasks/api/get-task';
import { workRowKeyPrefix } from '../../features/work-list/api/get-work-row';
import { executionKey, executionsKey, fetchExecutionsPage } from '../../features/work-list/api/list-executions';
import { workGroupsQuery } from '../../features/work-list/api/list-groups';
import { fetchWorkPage, workRowKey, workRowsKey } from '../../features/work-list/api/list-work';
import { workerListQuery } from '../../features/workers/api/list-workers';
import type { HistoryFilter, WorkListFilter } from '../../features/work-list/api/work-list-filter';
import { affectedPages, mergePage, type Pages } from '../../shared/request/merge-page';
import type { Page } from '../../shared/request/page';
import { serverNow } from '../../shared/time/clock';
import type { LiveSink } from './live-connection';
import type { LiveEvent } from './live-event';
import { patchDetails, patchList } from './patch-queries';
import { patchMatrixRow, patchRecord } from './patch-rows';
import { foldEvents, type RecordChange } from './record-change';

/** Events that arrive together are applied together. */
const GATHER_MS = 120;
/** Under a flood of events what is on screen is read again once in this time. */
const REFRESH_MS = 1000;
/** Pages of one list that one round reads again; the rest follows in the next. */
const PAGES_PER_ROUND = 3;

/** Brings what the event stream says into the query cache: patched at once, then read again where that is not enough. */
export class LiveUpdates implements LiveSink {
  private events: LiveEvent[] = [];
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private refreshing = false;
  /** Records to be read again, and whether there is still something to read. */
  private readonly stale = new Map<string, 'changed' | 'deleted'>();

  constructor(private readonly queries: QueryClient) {}

  onEvents(events: readonly LiveEvent[]): void {
    if (events.some((event) => event.kind === 'reset')) void this.onReload();
    this.events.push(...events);
    this.gathering ??= setTimeout(() => this.apply(), GATHER_MS);
  }

  async onReload(): Promise<boolean> {
    const startedAt = Date.now();
    void this.queries.invalidateQueries({ queryKey: recordListsKey, refetchType: 'none' });
    void this.queries.invalidateQueries({ queryKey: matrixKey, refetchType: 'none' });
    await Promise.all([
      // What is being read already is not begun anew: a slow server would never come to an end.
      this.queries.invalidateQueries({ predicate: ({ queryKey }) => !isPaged(queryKey) }, { cancelRefetch: false }),
      this.rereadAllPages(),
    ]);
    const shown = this.queries.getQueryCache().findAll({ type: 'active' });
    return shown.some(({ state }) => state.dataUpdatedAt >= startedAt);
  }

  private apply(): void {
    this.gathering = undefined;
    const changes = foldEvents(this.events);
    this.events = [];
    if (changes.size === 0) return;
    this.patch(changes);
    this.doubtWhatIsHidden();
    for (const [id, { status }] of changes) this.stale.set(id, status === 'DELETED' ? 'deleted' : 'changed');
    if (!this.refreshing) void this.refresh();
  }

  private patch(changes: ReadonlyMap<string, RecordChange>): void {
    const at = new Date(serverNow()).toISOString();
    patchList(this.queries, recordListsKey, idOfRecord, changes, patchRecord);
    patchList(this.queries, heldRecordsKey, idOfRecord, changes, patchRecord);
    const matrixRow = (row: MatrixRow, change: RecordChange) => patchMatrixRow(row, change, at);
    patchList(this.queries, matrixKey, idOfRow, changes, matrixRow);
    patchDetails(this.queries, changes, at);
  }

  // It is not kept up to date, and so is read again when it is shown; outputs only grow, and are followed.
  private doubtWhatIsHidden(): void {
    for (const query of this.queries.getQueryCache().findAll({ type: 'inactive' })) {
      if (query.queryKey[0] === 'log') continue;
      query.invalidate();
      if (query.state.fetchStatus === 'idle') continue;
      // What is on its way may have been read before the change.
      const again = () => this.queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
      query.promise?.then(again, () => undefined);
    }
  }

  /** Reads again what the stale records touch, and goes on, once a second, as long as more becomes stale. */
  private async refresh(): Promise<void> {
    this.refreshing = true;
    while (this.stale.size > 0) {
      const ids = new Set(this.stale.keys());
      const kept = new Set([...ids].filter((id) => this.stale.get(id) === 'changed'));
      this.stale.clear();
      const pause = new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
      await Promise.allSettled([
        this.queries.invalidateQueries({ queryKey: ['statistics'] }),
        this.queries.invalidateQueries({ queryKey: usageListQuery.queryKey }),
        this.queries.invalidateQueries({ queryKey: digestKey }),
        this.queries.invalidateQueries({ queryKey: schedulesKey }),
        this.queries.invalidateQueries({ queryKey: workerListQuery.queryKey }),
        this.queries.invalidateQueries({ queryKey: workGroupsQuery.queryKey }),
        this.queries.invalidateQueries({ queryKey: workRowKeyPrefix }),
        this.rereadWork(),
        this.queries.invalidateQueries({ predicate: ({ queryKey }) => concernsOneOf(queryKey, kept) }),
        this.queries.invalidateQueries({
          queryKey: taskDetailsKey,
          predicate: ({ state }) => kept.has((state.data as TaskDetails | undefined)?.processRecordId ?? ''),
        }),
        this.rereadPages(ids),
      ]);
      await pause;
    }
    this.refreshing = false;
  }

  private rereadAllPages(): Promise<unknown> {
    return this.rereadPages(null);
  }

  /** @param ids of the changed records; null when any may have changed */
  private rereadPages(ids: ReadonlySet<string> | null): Promise<unknown> {
    return Promise.allSettled([
      ...this.activeFilters(recordListsKey).map(([key, filter]) =>
        this.reread(key, ids, idOfRecord, (cursor) => fetchRecordsPage(filter, cursor)),
      ),
      ...this.activeFilters(matrixKey).map(([key, filter]) =>
        this.reread(key, ids, idOfRow, (cursor) => fetchMatrixPage(filter, cursor)),
      ),
    ]);
  }

  // Which row an event moves cannot be told from it: a run's row has another instance at each step.
  private rereadWork(): Promise<unknown> {
    return Promise.allSettled([
      ...this.activeFilters<WorkListFilter>(workRowsKey).map(([key, filter]) =>
        this.reread(key, null, workRowKey, (cursor) => fetchWorkPage(filter, cursor)),
      ),
      ...this.activeFilters<HistoryFilter>(executionsKey).map(([key, filter]) =>
        this.reread(key, null, executionKey, (cursor) => fetchExecutionsPage(filter, cursor)),
      ),
    ]);
  }

  private activeFilters<Filter = RecordFilter>(prefix: QueryKey): [QueryKey, Filter][] {
    const active = this.queries.getQueryCache().findAll({ queryKey: prefix, type: 'active' });
    return active.map(({ queryKey }) => [queryKey, queryKey[prefix.length] as Filter]);
  }

  private async reread<Row>(
    key: QueryKey,
    ids: ReadonlySet<string> | null,
    idOf: (row: Row) => string,
    read: (cursor: string | null) => Promise<Page<Row>>,
  ): Promise<void> {
    const pages = this.queries.getQueryData<Pages<Row>>(key);
    if (pages === undefined) return;
    const affected = ids === null ? pages.pages.map((_, index) => index) : affectedPages(pages, idOf, ids);
    for (const index of affected.slice(0, PAGES_PER_ROUND)) {
      const cursor = pages.pageParams[index] ?? null;
      const fresh = await read(cursor);
      this.queries.setQueryData<Pages<Row>>(key, (current) => {
        const place = current?.pageParams.indexOf(cursor) ?? -1;
        return current === undefined || place === -1 ? current : mergePage(current, place, fresh, idOf);
      });
    }
    if (ids === null) return;
    // A page that is being added meanwhile brings the older state of the others with it.
    const again =
      this.queries.getQueryState(key)?.fetchStatus === 'fetching' ? affected : affected.slice(PAGES_PER_ROUND);
    const rows = again.flatMap((index) => pages.pages[index]?.rows ?? []);
    for (const id of rows.map(idOf)) if (ids.has(id) && !this.stale.has(id)) this.stale.set(id, 'changed');
  }
}

function idOfRecord(record: ProcessRecord): string {
  return record.id;
}

function idOfRow(row: MatrixRow): string {
  return row.record.id;
}

function isPaged(key: QueryKey): boolean {
  return key[0] === 'records' && (key[1] === 'list' || key[1] === 'matrix');
}

// Details of a record; lists, details and next attempts of its runs; the fires of its schedule.
function concernsOneOf(key: QueryKey, ids: ReadonlySet<string>): boolean {
  const isDetail = (key[0] === 'records' && key[1] === 'detail') || (key[0] === 'schedules' && key[1] === 'record');
  const isRecordPart = key[0] === 'runs' || isDetail;
  return isRecordPart && ids.has(String(key[2]));
}
