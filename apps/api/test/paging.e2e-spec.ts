import { ApiFixture } from './api-fixture';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

interface Walk<Row> {
  readonly rows: Row[];
  readonly totals: number[];
  readonly pages: number;
}

/** Follows the Link headers to the end; `between` happens after each page. */
async function walk<Row>(path: string, between: () => Promise<unknown> = async () => undefined): Promise<Walk<Row>> {
  const rows: Row[] = [];
  const totals: number[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const response = await api.fetch(next);
    expect([next, response.status]).toEqual([next, 200]);
    rows.push(...((await response.json()) as Row[]));
    totals.push(Number(response.headers.get('x-total-count')));
    next = /^<(\/[^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
    await between();
  }
  return { rows, totals, pages: totals.length };
}

let inserted = 0;
// Several rows have the same moment, and some have no two digits after the second alike.
async function insert(count: number, type = 'single-task-process'): Promise<void> {
  const first = inserted + 1;
  inserted += count;
  await api.engine.rows(
    `INSERT INTO process_record (id, type, total_tasks, current_status, schedule, created_at, updated_at)
     SELECT 'rec-' || n || '-' || md5(n::text), $3, 1, (ARRAY['PENDING', 'COMPLETED', 'FAILED'])[1 + n % 3],
       CASE WHEN n % 5 = 0 THEN '0 3 * * *' END,
       timestamptz '2026-01-01T00:00:00Z' + (n / 3) * interval '1.000001 seconds',
       timestamptz '2026-02-01T00:00:00Z' - (n / 2) * interval '1 microsecond'
     FROM generate_series($1::integer, $2::integer) n`,
    [first, inserted, type],
  );
}

const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id);
const storedIds = async (where = 'true') =>
  (await api.engine.rows(`SELECT id FROM process_record WHERE ${where}`)).map((row) => String(row.id));

describe('a list of records', () => {
  beforeAll(async () => {
    await insert(150);
    await insert(60, 'two-task-process');
  });

  it.each(['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'id', '-id', 'status', '-status', 'type', '-type'])(
    'sorted by %s is walked without gap or repetition, in order',
    async (sort) => {
      const { rows, totals, pages } = await walk<Record<string, string>>(`/process-records?limit=17&sort=${sort}`);
      expect(idsOf(rows as unknown as { id: string }[]).sort()).toEqual((await storedIds()).sort());
      expect(new Set(totals)).toEqual(new Set([rows.length]));
      expect(pages).toBe(Math.ceil(rows.length / 17));
      const key = sort.replace('-', '').replace('status', 'currentStatus');
      if (key === 'id') return;
      const values = rows.map((row) => row[key] ?? '');
      expect(values).toEqual(sort.startsWith('-') ? values.toSorted().reverse() : values.toSorted());
    },
  );

  it('the page size may be the number of rows: there is no empty last page', async () => {
    const { rows, pages } = await walk('/process-records?limit=210');
    expect([rows.length, pages]).toEqual([210, 1]);
  });

  it.each([
    ['status=FAILED', `current_status = 'FAILED'`],
    ['type=two-task-process', `type = 'two-task-process'`],
    ['scheduled=true', 'schedule IS NOT NULL'],
    ['scheduled=false&status=PENDING', `schedule IS NULL AND current_status = 'PENDING'`],
    ['scheduleState=scheduled', 'schedule IS NOT NULL'],
    ['scheduleState=none&type=two-task-process', `schedule IS NULL AND type = 'two-task-process'`],
    ['search=REC-1', `id LIKE 'rec-1%'`],
    ['search=no-such', 'false'],
  ])('the filter %s holds on every page', async (filter, where) => {
    const { rows, totals } = await walk<{ id: string }>(`/process-records?limit=7&${filter}`);
    expect(idsOf(rows).sort()).toEqual((await storedIds(where)).sort());
    expect(totals[0]).toBe(rows.length);
  });

  it.each(['%25', '_', '%5C', '%25%25rec', "'"])(
    'the search for %s is for that character, not a pattern',
    async (search) => {
      expect(await api.json(`/process-records?search=${search}`)).toEqual([]);
    },
  );

  it('a search for characters of patterns finds them', async () => {
    await api.post('/process-records', { id: 'a_b', type: 'single-task-process' }, 201);
    await api.post('/process-records', { id: 'axb', type: 'single-task-process' }, 201);
    expect(idsOf(await api.json('/process-records?search=A_B'))).toEqual(['a_b']);
    await api.engine.rows(`DELETE FROM process_record WHERE id IN ('a_b', 'axb')`);
  });

  it.each(['createdAt', '-createdAt', 'id', '-id'])(
    'sorted by %s shows every row once while others are inserted and deleted',
    async (sort) => {
      const before = await storedIds();
      const doomed: string[] = [];
      const { rows } = await walk<{ id: string }>(`/process-records?limit=13&sort=${sort}`, async () => {
        await insert(3);
        const row = await api.engine.row(
          `WITH deleted AS (
            DELETE FROM process_record WHERE id = (SELECT id FROM process_record ORDER BY random() LIMIT 1) RETURNING id
          ) SELECT id FROM deleted`,
        );
        doomed.push(String(row.id));
      });
      const seen = idsOf(rows);
      expect(new Set(seen).size).toBe(seen.length);
      const stable = before.filter((id) => !doomed.includes(id));
      expect(stable.filter((id) => !seen.includes(id))).toEqual([]);
    },
  );

  it('a cursor is of one order only', async () => {
    const response = await api.fetch('/process-records?limit=1&sort=createdAt');
    const cursor = /cursor=([^&>]+)/.exec(response.headers.get('link') ?? '')?.[1];
    expect((await api.fetch(`/process-records?sort=id&cursor=${cursor}`)).status).toBe(400);
  });

  it('has at most a hundred rows when no limit is given', async () => {
    expect(await api.json('/process-records')).toHaveLength(100);
  });
});

describe('the other lists', () => {
  let runIds: string[];
  beforeAll(async () => {
    await api.post('/process-records', { id: 'often-run', type: 'two-task-process' }, 201);
    runIds = [];
    for (let run = 0; run < 12; run++) {
      const { runId } = await api.post<{ runId: string }>('/process-records/often-run/start');
      runIds.unshift(runId);
      if (run < 11) await api.post('/process-records/often-run/stop');
    }
    await api.engine.rows(
      `INSERT INTO scheduled_tasks (task_name, task_instance, execution_time)
       SELECT 'maintenance', 'job-' || n, now() + (n % 4) * interval '1 minute' FROM generate_series(1, 20) n`,
    );
  });

  it('the runs of a record', async () => {
    const { rows, pages } = await walk<{ id: string }>('/process-records/often-run/runs?limit=5');
    expect([idsOf(rows), pages]).toEqual([runIds, 3]);
  });

  it('the ids of all tasks, newest first', async () => {
    const { rows, totals } = await walk<string>('/api/debug/task-ids?limit=5');
    const stored = await api.engine.rows('SELECT id FROM tasks ORDER BY id DESC');
    expect(rows).toEqual(stored.map((row) => row.id));
    expect(totals[0]).toBe(24);
  });

  it('the work list', async () => {
    const { rows } = await walk<{ taskInstance: string; executionTime: string }>('/api/scheduled-tasks?limit=6');
    expect(rows).toHaveLength(21);
    expect(new Set(rows.map((row) => row.taskInstance)).size).toBe(21);
    const times = rows.map((row) => row.executionTime);
    expect(times).toEqual(times.toSorted());
  });

  it('the work list with filters', async () => {
    const names = async (filter: string) =>
      (await api.json<{ taskName: string }[]>(`/api/scheduled-tasks?${filter}`)).map((row) => row.taskName);
    expect(await names('taskName=process-task')).toEqual(['process-task']);
    expect(await names('search=JOB-1')).toHaveLength(11);
    expect(await names('due=true&taskName=maintenance')).toHaveLength(5);
    expect(await names('due=false')).toHaveLength(15);
    expect(await names('picked=true')).toEqual([]);
  });

  it('the matrix, with the filters kept in the link', async () => {
    const response = await api.fetch('/api/processes?limit=3&search=rec-1&sort=id');
    const link = response.headers.get('link') ?? '';
    expect(link).toMatch(/^<\/api\/processes\?limit=3&search=rec-1&sort=id&cursor=[A-Za-z0-9_-]+>; rel="next"$/);
    const first = (await response.json()) as { processes: { id: string }[] };
    const second = await api.json<{ processes: { id: string }[] }>(link.slice(1, link.indexOf('>')));
    const ids = idsOf([...first.processes, ...second.processes]);
    expect(new Set(ids).size).toBe(6);
    expect(ids.every((id) => id.startsWith('rec-1'))).toBe(true);
  });
});
