import { ApiFixture } from './api-fixture';

interface Preview {
  schedule: string;
  timeZone: string;
  nextFires: string[];
}
interface Fires {
  id: string;
  nextFireAt: string | null;
}

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

const path = (query: Record<string, string>) => `/api/schedules/preview?${new URLSearchParams(query).toString()}`;

describe('the preview of a schedule', () => {
  it('gives the next fires in its zone', async () => {
    const preview = await api.json<Preview>(path({ schedule: ' 30  12 * * * ', timeZone: 'Asia/Kolkata' }));
    expect(preview).toEqual({
      schedule: '30 12 * * *',
      timeZone: 'Asia/Kolkata',
      nextFires: expect.any(Array),
      clockChanges: [],
    });
    expect(preview.nextFires).toHaveLength(5);
    expect(preview.nextFires.every((fire) => fire.endsWith('T07:00:00.000Z'))).toBe(true);
    const times = preview.nextFires.map((fire) => Date.parse(fire));
    expect(times.every((time) => time > Date.now())).toBe(true);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('is in UTC and as long as asked for', async () => {
    const preview = await api.json<Preview>(path({ schedule: '@hourly', count: '3' }));
    expect(preview).toMatchObject({ timeZone: 'UTC' });
    expect(preview.nextFires).toHaveLength(3);
  });

  it('is empty for what never fires', async () => {
    expect(await api.json<Preview>(path({ schedule: '0 0 30 2 *' }))).toMatchObject({ nextFires: [] });
  });

  it.each<[Record<string, string>, string]>([
    [{}, 'schedule'],
    [{ schedule: '' }, 'schedule'],
    [{ schedule: '61 * * * *' }, 'schedule'],
    [{ schedule: 'every day' }, 'schedule'],
    [{ schedule: '0 3 * * *', timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ schedule: '0 3 * * *', count: '0' }, 'count'],
    [{ schedule: '0 3 * * *', count: '101' }, 'count'],
    [{ schedule: '0 3 * * *', color: 'red' }, 'color'],
  ])('%j is refused naming the field %s', async (query, field) => {
    const problem = await api.json<{ errors: { field: string }[] }>(path(query), { status: 400 });
    expect([...new Set(problem.errors.map((error) => error.field))]).toEqual([field]);
  });
});

describe('records sorted by their next fire', () => {
  const create = (id: string, schedule: string | null, timeZone: string | null = null) =>
    api.post('/process-records', { id, type: 'single-task-process', schedule, timeZone }, 201);
  const list = () => api.json<Fires[]>('/process-records?sort=nextFireAt');

  it('has the soonest first and what never fires last, also page by page and after a change', async () => {
    await create('yearly', '0 0 1 1 *');
    await create('none', null);
    await create('each-second', '* * * * * *');
    await create('never', '0 0 30 2 *');
    expect((await list()).map(({ id }) => id)).toEqual(['each-second', 'yearly', 'never', 'none']);

    const pages: string[] = [];
    let next: string | undefined = '/process-records?sort=nextFireAt&limit=1&search=e';
    while (next !== undefined) {
      const response = await api.fetch(next);
      pages.push(...((await response.json()) as Fires[]).map(({ id }) => id));
      next = /^<(.+)>/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(pages).toEqual(['each-second', 'yearly', 'never', 'none']);

    const change = (id: string, schedule: string | null) =>
      api.json(`/process-records/${id}`, { method: 'PUT', body: { schedule } });
    await change('each-second', null);
    await change('never', '0 0 31 12 *');
    const [first, second, ...rest] = await list();
    expect([first?.id, second?.id]).toEqual(['never', 'yearly']);
    expect(rest.map(({ nextFireAt }) => nextFireAt)).toEqual([null, null]);
  });
});

describe('how long runs take', () => {
  const record = () =>
    api.json<{ lastDurationMs: number | null; usualDurationMs: number | null }>('/process-records/timed');
  const runsOf = (milliseconds: readonly number[], trigger: string, from: number) =>
    api.engine.rows(
      `INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger,
         triggered_by, started_at, completed_at)
       SELECT gen_random_uuid(), 'timed', $3 + n, 'single-task-process', 1, 'COMPLETED', 1, $2, 'test',
         now() - interval '1 day', now() - interval '1 day' + ms * interval '1 millisecond'
       FROM unnest($1::integer[]) WITH ORDINALITY AS run (ms, n)`,
      [milliseconds, trigger, from],
    );

  it('the usual duration is the median of the last twenty whole runs that completed', async () => {
    await api.post('/process-records', { id: 'timed', type: 'single-task-process' }, 201);
    expect(await record()).toMatchObject({ lastDurationMs: null, usualDurationMs: null });
    await runsOf([900_000, 900_000, 900_000], 'manual', 0);
    await runsOf(
      Array.from({ length: 20 }, (_, index) => 1_000 + index),
      'schedule',
      3,
    );
    await runsOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 'resume', 30);
    expect(await record()).toMatchObject({ usualDurationMs: 1_010 });
    const [listed] = await api.json<Record<string, unknown>[]>('/process-records?search=timed');
    expect(listed).toMatchObject({ usualDurationMs: 1_010 });
  });

  it('the last duration is that of the latest run, once it is over', async () => {
    await api.post('/process-records/timed/start');
    expect(await record()).toMatchObject({ lastDurationMs: null });
    await api.post('/process-records/timed/stop');
    await api.engine.rows(
      `UPDATE process_record SET started_when = stopped_when - interval '4.2 seconds' WHERE id = 'timed'`,
    );
    expect(await record()).toMatchObject({ lastDurationMs: 4_200 });
  });
});

describe('records whose latest run ended since a moment', () => {
  it('leaves out what ended before, runs, or never ran', async () => {
    await api.engine.rows(
      `INSERT INTO process_record (id, type, total_tasks, current_status, started_when, failed_when) VALUES
         ('ended-new', 'single-task-process', 1, 'FAILED', '2026-03-01T10:00Z', '2026-03-02T10:00Z'),
         ('ended-old', 'single-task-process', 1, 'FAILED', '2026-03-01T10:00Z', '2026-03-01T23:59:59Z'),
         ('ended-not', 'single-task-process', 1, 'PENDING', NULL, NULL)`,
    );
    const ended = await api.json<Fires[]>('/process-records?search=ended&endedSince=2026-03-02T00:00:00%2B00:00');
    expect(ended.map(({ id }) => id)).toEqual(['ended-new']);
  });

  it.each(['yesterday', '2026-13-40T00:00:00Z', '2026-03-02', ''])('refuses %j', async (moment) => {
    const problem = await api.json<{ errors: { field: string }[] }>(`/process-records?endedSince=${moment}`, {
      status: 400,
    });
    expect(problem.errors.map(({ field }) => field)).toEqual(['endedSince']);
  });
});
