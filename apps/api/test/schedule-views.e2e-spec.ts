import { ApiFixture } from './api-fixture';

interface Counts {
  from: string;
  to: string;
  minuteOfDay: number;
  completed: number;
  failed: number;
  skipped: number;
  running: number;
  coming: number;
  paused: number;
  guessed: number;
}
interface Calendar {
  slotMinutes: number;
  days: { date: string; from: string; to: string; slots: Counts[] }[];
  completeFrom: string | null;
}
interface Row {
  id: string;
  scheduleError: string | null;
  isDelay: boolean;
  marks: (Counts & { at: string; runId: string | null; reason: string | null })[];
}

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterEach(() => api.engine.rows('DELETE FROM process_record'));
afterAll(() => api.close());

const YEAR = new Date().getUTCFullYear() + 1;
const create = (id: string, schedule: string, more: Record<string, unknown> = {}) =>
  api.post('/process-records', { id, type: 'single-task-process', schedule, ...more }, 201);
const ask = <Body>(view: string, query: Record<string, string>) =>
  api.json<Body>(`/api/schedules/${view}?${new URLSearchParams(query).toString()}`);
const slotsOf = async (query: Record<string, string>): Promise<Counts[]> =>
  (await ask<Calendar>('calendar', query)).days.flatMap(({ slots }) => slots);
const sum = (slots: readonly Counts[], count: keyof Counts): number =>
  slots.reduce((total, slot) => total + Number(slot[count]), 0);

describe('the calendar of schedules', () => {
  it('counts coming fires in the hours of the zone, those of paused records apart', async () => {
    await create('one', '30 9 * * *', { timeZone: 'Europe/Berlin' });
    await create('two', '30 9 * * *', { timeZone: 'Europe/Berlin' });
    await create('paused', '0 9 * * *', { timeZone: 'Europe/Berlin' });
    await api.post('/process-records/paused/schedule/pause');
    await create('rested', 'every 30m');
    const slots = await slotsOf({ day: `${YEAR}-06-01`, days: '7', timeZone: 'Europe/Berlin' });
    expect(slots).toHaveLength(168);
    const busy = slots.filter(({ coming }) => coming > 0);
    expect(busy.map(({ minuteOfDay, coming, paused }) => [minuteOfDay, coming, paused])).toEqual(
      Array.from({ length: 7 }, () => [540, 2, 1]),
    );
    expect(busy[0]?.from).toBe(`${YEAR}-06-01T07:00:00.000Z`);
    expect(new Set(slots.map(({ guessed }) => guessed))).toEqual(new Set([2]));
    const day = await slotsOf({ day: `${YEAR}-06-01`, days: '1', timeZone: 'Europe/Berlin', search: 'one' });
    expect(day).toHaveLength(288);
    expect(day.filter(({ coming }) => coming > 0).map(({ minuteOfDay }) => minuteOfDay)).toEqual([570]);
  });

  it('counts past fires by what became of them', async () => {
    await create('past', '0 3 1 1 *');
    await create('other', '0 3 1 1 *');
    await api.engine.rows(
      `INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger,
         triggered_by, scheduled_fire_at, completed_at)
       SELECT gen_random_uuid(), 'past', n, 'single-task-process', 1, status, 1, 'schedule', 'schedule', fire::timestamptz,
         CASE WHEN status <> 'IN_PROGRESS' THEN now() END
       FROM unnest(ARRAY['COMPLETED', 'FAILED', 'IN_PROGRESS'],
         ARRAY['2026-03-01T10:00Z', '2026-03-01T10:30Z', '2026-03-02T10:59:59Z']) WITH ORDINALITY AS run (status, fire, n)`,
    );
    await api.engine.rows(
      `INSERT INTO schedule_fire (process_record_id, fire_at, last_fire_at, due_at, decided_at, outcome, reason)
       SELECT id, fire::timestamptz, fire::timestamptz, fire::timestamptz, now(), outcome,
         CASE WHEN outcome = 'SKIPPED' THEN 'still-running' END
       FROM (VALUES ('past', '2026-03-01T10:00Z', 'RUN'), ('past', '2026-03-01T10:30Z', 'RUN'),
         ('past', '2026-03-02T10:59:59Z', 'RUN'), ('past', '2026-03-01T11:00Z', 'SKIPPED'),
         ('other', '2026-03-01T10:05Z', 'SKIPPED'), ('other', '2026-03-01T09:05Z', 'RUN')) AS f (id, fire, outcome)`,
    );
    const slots = await slotsOf({ day: '2026-03-01', days: '7' });
    const shown = slots
      .filter((slot) => sum([slot], 'completed') + slot.failed + slot.running + slot.skipped > 0)
      .map(({ from, completed, failed, running, skipped }) => [from.slice(8, 13), completed, failed, running, skipped]);
    expect(shown).toEqual([
      ['01T10', 1, 1, 0, 1],
      ['01T11', 0, 0, 0, 1],
      ['02T10', 0, 0, 1, 0],
    ]);
    const gone = await ask<Calendar>('calendar', { day: '2026-03-01', days: '1', search: 'other' });
    expect(gone.completeFrom).toBeNull();
    expect(gone.days[0]?.slots.filter(({ skipped }) => skipped === 1)).toHaveLength(1);

    const rows = await ask<Row[]>('timeline', { day: '2026-03-01', days: '1' });
    expect(rows.map(({ id }) => id)).toEqual(['other', 'past']);
    expect(
      rows[1]?.marks.map(({ at, completed, failed, skipped, runId, reason }) => ({
        at: at.slice(11, 16),
        completed,
        failed,
        skipped,
        hasRun: runId !== null,
        reason,
      })),
    ).toEqual([
      { at: '10:00', completed: 1, failed: 1, skipped: 0, hasRun: false, reason: null },
      { at: '11:00', completed: 0, failed: 0, skipped: 1, hasRun: false, reason: 'still-running' },
    ]);
    const [later] = await ask<Row[]>('timeline', { day: '2026-03-02', days: '1', search: 'past' });
    expect(later?.marks).toMatchObject([{ at: '2026-03-02T10:59:59.000Z', running: 1, runId: expect.any(String) }]);
    const fires = await api.json<{ processRecordId: string }[]>('/api/schedules/fires?search=oth');
    expect(fires.map(({ processRecordId }) => processRecordId)).toEqual(['other', 'other']);
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
  ])('has the hours that %s has in Berlin: %i', async (day, hours) => {
    const { days } = await ask<Calendar>('calendar', { day, days: '7', timeZone: 'Europe/Berlin' });
    expect(days[0]?.slots).toHaveLength(hours);
    expect(days[1]?.slots).toHaveLength(24);
  });

  it('counts a schedule of seconds without telling its fires one by one', async () => {
    await create('each-second', '* * * * * *');
    const slots = await slotsOf({ day: `${YEAR}-06-01`, days: '7' });
    expect(slots.every(({ coming }) => coming === 3600)).toBe(true);
  });
});

describe('the timeline of schedules', () => {
  it('has a page of records, those in trouble found by themselves, with marks for what comes', async () => {
    await create('a-dense', '* * * * *');
    await create('b-daily', '15 6 * * *');
    await create('c-rested', 'every 2h');
    await api.engine.rows(`UPDATE process_record SET schedule_error = 'No such type.' WHERE id = 'b-daily'`);
    const query = { day: `${YEAR}-06-01`, days: '1' };
    const response = await api.fetch(
      `/api/schedules/timeline?${new URLSearchParams({ ...query, limit: '2' }).toString()}`,
    );
    expect(response.headers.get('X-Total-Count')).toBe('3');
    const [dense, daily, ...rest] = (await response.json()) as Row[];
    expect(rest).toEqual([]);
    expect(dense?.marks).toHaveLength(24);
    expect(dense?.marks.every(({ coming, runId }) => coming === 60 && runId === null)).toBe(true);
    expect(daily?.marks.map(({ at, coming }) => [at, coming])).toEqual([[`${YEAR}-06-01T06:15:00.000Z`, 1]]);
    const next = /^<(.+)>/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
    expect(await api.json<Row[]>(next)).toMatchObject([{ id: 'c-rested', isDelay: true, marks: [] }]);
    expect(await ask<Row[]>('timeline', { ...query, failing: 'true' })).toMatchObject([{ id: 'b-daily' }]);
    expect(await ask<Row[]>('timeline', { ...query, schedule: '* * * * *' })).toMatchObject([{ id: 'a-dense' }]);
    expect(await ask<Row[]>('timeline', { ...query, schedule: '* * * * *', scheduleTimeZone: 'Asia/Tokyo' })).toEqual(
      [],
    );
    const soonest = await ask<Row[]>('timeline', { ...query, sort: 'nextFireAt', limit: '1' });
    expect(soonest).toHaveLength(1);
    expect(await ask('totals', {})).toEqual({ scheduled: 3, paused: 0, failing: 1 });
  });
});

describe('the load of schedules', () => {
  const load = (more: Record<string, string> = {}) =>
    ask<{ slots: number; threshold: number; over: number; worst: { at: string; fires: number; groups: object[] }[] }>(
      'load',
      { day: `${YEAR}-06-01`, days: '1', ...more },
    );

  it('names the minutes in which more fires than the workers take, and who fires', async () => {
    for (const id of ['x', 'y', 'z']) await create(id, '0 9 * * *');
    await create('q', '*/30 * * * *');
    await create('spread', '0 9 * * *', { scheduleOptions: { jitterSeconds: 120 } });
    const found = await load({ threshold: '2' });
    expect(found).toMatchObject({ slots: 0, threshold: 2, over: 1 });
    expect(found.worst[0]).toMatchObject({
      at: `${YEAR}-06-01T09:00:00.000Z`,
      fires: 5,
      groups: [
        { schedule: '0 9 * * *', jitterSeconds: 0, records: 3, fires: 3 },
        { schedule: '*/30 * * * *', records: 1, fires: 1 },
        { schedule: '0 9 * * *', jitterSeconds: 120, fires: 1 },
      ],
      groupCount: 3,
    });
    expect((await load()).threshold).toBe(0);
  });

  it('says who fires in a range, and whose schedules those are', async () => {
    for (const id of ['x', 'y']) await create(id, '0 9 * * *');
    await create('later', '45 9 * * *');
    const coming = await ask<{ total: number; schedules: object[] }>('coming', {
      from: `${YEAR}-06-01T09:00:00Z`,
      to: `${YEAR}-06-01T10:00:00Z`,
    });
    expect(coming).toEqual({
      total: 2,
      schedules: [
        {
          schedule: '0 9 * * *',
          timeZone: null,
          jitterSeconds: 0,
          records: 2,
          paused: 0,
          fires: 1,
          firstFireAt: `${YEAR}-06-01T09:00:00.000Z`,
          recordIds: ['x', 'y'],
        },
        expect.objectContaining({ schedule: '45 9 * * *', recordIds: ['later'] }),
      ],
    });
  });
});

it.each<[string, Record<string, string>, string]>([
  ['calendar', { days: '7' }, 'day'],
  ['calendar', { day: '2026-02-30', days: '7' }, 'day'],
  ['calendar', { day: '2026-03-01', days: '8' }, 'days'],
  ['calendar', { day: '2026-03-01', days: '1', timeZone: 'Mars/Olympus' }, 'timeZone'],
  ['timeline', { day: '2026-03-01', days: '1', limit: '51' }, 'limit'],
  ['timeline', { day: '2026-03-01', days: '1', cursor: 'bm9uZQ' }, 'cursor'],
  ['timeline', { day: '2026-03-01', days: '1', paused: 'maybe' }, 'paused'],
  ['load', { day: '2026-03-01', days: '1', threshold: '-1' }, 'threshold'],
  ['coming', { from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }, 'to'],
  ['coming', { from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00Z' }, 'to'],
])('%s refuses %j naming the field %s', async (view, query, field) => {
  const problem = await api.json<{ errors: { field: string }[] }>(
    `/api/schedules/${view}?${new URLSearchParams(query).toString()}`,
    { status: 400 },
  );
  expect([...new Set(problem.errors.map((error) => error.field))]).toEqual([field]);
});
