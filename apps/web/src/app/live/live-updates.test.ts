import { client, type ProcessRecord, type TaskSummary } from '@app/api-client';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { matrixQuery } from '../../features/records/api/list-matrix';
import { recordListQuery } from '../../features/records/api/list-records';
import type { Pages } from '../../shared/request/merge-page';
import type { LiveEvent } from './live-event';
import { LiveUpdates } from './live-updates';

const GATHER_MS = 120;

function recordOf(id: string, fields: Partial<ProcessRecord> = {}): ProcessRecord {
  return { id, currentStatus: 'PENDING', currentTaskIndex: 0, totalTasks: 3, ...fields } as ProcessRecord;
}

function taskOf(id: string, taskIndex: number): TaskSummary {
  return { id, taskIndex, taskName: `task-${taskIndex}`, status: 'PENDING', startedAt: null } as TaskSummary;
}

/** A server that has these records; counts what is asked of it, by path. */
function serve(records: readonly ProcessRecord[]) {
  const requests: string[] = [];
  const answer = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    requests.push(pathname);
    const limit = Number(searchParams.get('limit'));
    const start = Number(searchParams.get('cursor') ?? 0);
    const rows = records.slice(start, start + limit);
    const isLast = start + limit >= records.length;
    return Response.json(pathname === '/process-records' ? rows : { processes: rows, processTasks: {} }, {
      headers: {
        'X-Total-Count': String(records.length),
        ...(!isLast && { Link: `<${pathname}?cursor=${start + limit}>; rel="next"` }),
      },
    });
  };
  client.setConfig({ baseUrl: 'http://server', fetch: answer as typeof fetch });
  return requests;
}

const queries = new QueryClient();
let updates: LiveUpdates;

beforeEach(() => {
  jest.useFakeTimers();
  updates = new LiveUpdates(queries);
});

afterEach(async () => {
  await jest.advanceTimersByTimeAsync(10_000);
  queries.clear();
  jest.useRealTimers();
});

/** Puts pages into the cache as if they were on screen. */
function onScreen<Row>(queryKey: readonly unknown[], pages: Pages<Row>) {
  queries.setQueryData(queryKey, pages);
  const queryFn = () => Promise.reject(new Error('lists are read page by page'));
  new QueryObserver(queries, { queryKey, queryFn, staleTime: Number.POSITIVE_INFINITY }).subscribe(() => {});
}

const listKey = recordListQuery({}).queryKey;
const matrixKey = matrixQuery({}).queryKey;
const listed = () => queries.getQueryData<Pages<ProcessRecord>>(listKey)?.pages.flatMap((page) => page.rows) ?? [];

function failed(recordId: string): LiveEvent {
  return { kind: 'record', recordId, status: 'FAILED' };
}

it('patches a listed record before anything is read', async () => {
  onScreen(listKey, { pages: [{ rows: [recordOf('a'), recordOf('b')], next: null, total: 2 }], pageParams: [null] });
  const requests = serve([recordOf('a'), recordOf('b', { currentStatus: 'FAILED' })]);
  updates.onEvents([failed('b')]);
  jest.advanceTimersByTime(GATHER_MS);
  expect(listed().map(({ currentStatus }) => currentStatus)).toEqual(['PENDING', 'FAILED']);
  expect(requests.length).toBeLessThanOrEqual(1);
});

it('patches the tasks of a row, and how far the record has come', () => {
  const row = { record: recordOf('a', { currentStatus: 'IN_PROGRESS' }), tasks: [taskOf('t0', 0), taskOf('t1', 1)] };
  onScreen(matrixKey, { pages: [{ rows: [row], next: null, total: 1 }], pageParams: [null] });
  serve([]);
  updates.onEvents([
    { kind: 'task', recordId: 'a', runId: 'u', taskId: 't0', taskIndex: 0, status: 'COMPLETED' },
    { kind: 'task', recordId: 'a', runId: 'u', taskId: 't1', taskIndex: 1, status: 'IN_PROGRESS' },
  ]);
  jest.advanceTimersByTime(GATHER_MS);
  const patched = queries.getQueryData<Pages<typeof row>>(matrixKey)?.pages[0]?.rows[0];
  expect(patched?.tasks.map(({ status }) => status)).toEqual(['COMPLETED', 'IN_PROGRESS']);
  expect(patched?.tasks[1]?.startedAt).not.toBeNull();
  expect(patched?.record.currentTaskIndex).toBe(1);
});

it('reads again only the page that holds the changed record', async () => {
  const records = Array.from({ length: 300 }, (_, index) => recordOf(`r${index}`));
  const pageAt = (start: number) => ({
    rows: records.slice(start, start + 100),
    next: String(start + 100),
    total: 300,
  });
  onScreen(listKey, { pages: [pageAt(0), pageAt(100), pageAt(200)], pageParams: [null, '100', '200'] });
  const requests = serve(
    records.map((record) => (record.id === 'r150' ? { ...record, lastErrorMessage: 'why' } : record)),
  );
  updates.onEvents([failed('r150')]);
  await jest.advanceTimersByTimeAsync(GATHER_MS);
  expect(requests).toEqual(['/process-records']);
  expect(listed()).toHaveLength(300);
  expect(listed()[150]?.lastErrorMessage).toBe('why');
});

it('shows a new record at the top', async () => {
  onScreen(listKey, { pages: [{ rows: [recordOf('old')], next: null, total: 1 }], pageParams: [null] });
  serve([recordOf('new'), recordOf('old')]);
  updates.onEvents([{ kind: 'record', recordId: 'new', status: 'PENDING' }]);
  await jest.advanceTimersByTimeAsync(GATHER_MS);
  expect(listed().map(({ id }) => id)).toEqual(['new', 'old']);
});

it('reads at most once a second, however many events come', async () => {
  const records = Array.from({ length: 50 }, (_, index) => recordOf(`r${index}`));
  onScreen(listKey, { pages: [{ rows: records, next: null, total: 50 }], pageParams: [null] });
  const requests = serve(records);
  for (let moment = 0; moment < 100; moment += 1) {
    updates.onEvents(records.map(({ id }) => failed(id)));
    await jest.advanceTimersByTimeAsync(30);
  }
  expect(requests.length).toBeGreaterThanOrEqual(3);
  expect(requests.length).toBeLessThanOrEqual(4);
});

describe('what is not on screen', () => {
  const hiddenKey = ['records', 'detail', 'hidden'];
  const isDoubted = () => queries.getQueryState(hiddenKey)?.isInvalidated;

  it('is read again when it is shown after a change', async () => {
    queries.setQueryData(hiddenKey, null);
    updates.onEvents([failed('b')]);
    await jest.advanceTimersByTimeAsync(GATHER_MS);
    expect(isDoubted()).toBe(true);
  });

  it('is read again also when it was on its way at the change', async () => {
    let answer: (data: null) => void = () => {};
    const reading = queries.prefetchQuery({
      queryKey: hiddenKey,
      queryFn: () => new Promise<null>((resolve) => (answer = resolve)),
    });
    updates.onEvents([failed('b')]);
    await jest.advanceTimersByTimeAsync(GATHER_MS);
    answer(null);
    await reading;
    await jest.advanceTimersByTimeAsync(0);
    expect([queries.getQueryData(hiddenKey), isDoubted()]).toEqual([null, true]);
  });
});

it('reads everything on screen again when changes were missed', async () => {
  onScreen(listKey, { pages: [{ rows: [recordOf('a')], next: null, total: 1 }], pageParams: [null] });
  const requests = serve([recordOf('a', { currentStatus: 'COMPLETED' })]);
  const read = jest.fn().mockResolvedValue({});
  const stop = new QueryObserver(queries, { queryKey: ['statistics', '24h'], queryFn: read, staleTime: 0 }).subscribe(
    () => {},
  );
  await jest.advanceTimersByTimeAsync(0);
  updates.onEvents([{ kind: 'reset' }]);
  await jest.advanceTimersByTimeAsync(GATHER_MS);
  expect(listed()[0]?.currentStatus).toBe('COMPLETED');
  expect(requests).toEqual(['/process-records']);
  expect(read).toHaveBeenCalledTimes(2);
  stop();
});

it('tells whether anything could be read', async () => {
  onScreen(listKey, { pages: [{ rows: [recordOf('a')], next: null, total: 1 }], pageParams: [null] });
  await jest.advanceTimersByTimeAsync(1000);
  serve([recordOf('a')]);
  expect(await updates.onReload()).toBe(true);
  await jest.advanceTimersByTimeAsync(1000);
  client.setConfig({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
  expect(await updates.onReload()).toBe(false);
});

it('asks for nothing when what changed is not on screen', async () => {
  const requests = serve([]);
  updates.onEvents([failed('elsewhere')]);
  await jest.advanceTimersByTimeAsync(5000);
  expect(requests).toEqual([]);
});

it('knows a deleted record as gone, without asking for it', async () => {
  const detailKey = ['records', 'detail', 'a'];
  onScreen(listKey, { pages: [{ rows: [recordOf('a'), recordOf('b')], next: null, total: 2 }], pageParams: [null] });
  queries.setQueryData(detailKey, { process: recordOf('a'), tasks: [] });
  const readDetail = jest.fn().mockResolvedValue(null);
  const stop = new QueryObserver(queries, {
    queryKey: detailKey,
    queryFn: readDetail,
    staleTime: Number.POSITIVE_INFINITY,
  }).subscribe(() => {});
  serve([recordOf('b')]);
  updates.onEvents([{ kind: 'record', recordId: 'a', status: 'DELETED' }]);
  await jest.advanceTimersByTimeAsync(GATHER_MS);
  expect(queries.getQueryData(detailKey)).toBeNull();
  expect(readDetail).not.toHaveBeenCalled();
  expect(listed().map(({ id }) => id)).toEqual(['b']);
  stop();
});
