import { SUCCESS } from '@app/testing';
import { ApiFixture } from './api-fixture';

interface Record {
  nextFireAt: string | null;
  schedulePausedAt: string | null;
  scheduleError: string | null;
  scheduleOptions: object | null;
  currentStatus: string;
}
interface Fire {
  fireAt: string;
  lastFireAt: string;
  outcome: string;
  reason: string | null;
  origin: string;
  requestedBy: string | null;
  runId: string | null;
  runNumber: number | null;
  runStatus: string | null;
}
interface Backfilled {
  dryRun: boolean;
  queued: number;
  fires: { fireAt: string; outcome: string }[];
}
type Problem = { errors: { field: string; message: string }[] };

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start({ environment: { MIN_SCHEDULE_INTERVAL_SECONDS: '10' } });
});
afterAll(() => api.close());

const create = (id: string, fields: object, status = 201) =>
  api.post('/process-records', { id, type: 'single-task-process', ...fields }, status);
const put = (id: string, body: object, status = 200) =>
  api.json<{ processRecord: Record }>(`/process-records/${id}`, { method: 'PUT', body, status });
const get = (id: string) => api.json<Record>(`/process-records/${id}`);
const fires = (id: string, query = '') => api.json<Fire[]>(`/process-records/${id}/schedule/fires${query}`);
const fieldsOf = async (response: Promise<unknown>) => ((await response) as Problem).errors.map(({ field }) => field);

/** Lets the record's fire come due, as if time had passed. */
const makeDue = (id: string, fire: string) =>
  api.engine.rows(
    `WITH record AS (UPDATE process_record SET next_fire_at = $2 WHERE id = $1)
     UPDATE scheduled_tasks SET execution_time = $2 WHERE task_name = 'process-schedule' AND task_instance = $1`,
    [id, fire],
  );
const fireDue = (now?: string) => api.engine.firing(now === undefined ? {} : { now: () => new Date(now) }).fireDue();
const listed = async (id: string) =>
  (
    await api.engine.rows(
      `SELECT execution_time AS due FROM scheduled_tasks WHERE task_name = 'process-schedule' AND task_instance = $1`,
      [id],
    )
  ).map(({ due }) => (due as Date).toISOString());

/** Plays the worker: ends the run whose first step was delivered longest ago. */
async function endRun(): Promise<void> {
  for (;;) {
    const [step] = await api.engine.rows(
      `SELECT task_instance AS "taskId", version FROM scheduled_tasks WHERE run_id IS NOT NULL AND NOT picked LIMIT 1`,
    );
    if (!step) return;
    const held = await api.engine.attempts.claim(step as { taskId: string; version: number }, 'worker-1');
    if (held) await api.engine.attempts.end(held, SUCCESS);
  }
}

describe('the schedule of a record', () => {
  it('is stored with its options, and waits for its next fire', async () => {
    const scheduleOptions = { overlap: 'queue', misfire: 'fire-all', misfireLimit: 5, startAt: '2999-01-01' };
    await create('optioned', { schedule: '0 3 * * *', timeZone: 'Europe/Berlin', scheduleOptions });
    expect(await get('optioned')).toMatchObject({ scheduleOptions, nextFireAt: '2999-01-01T02:00:00.000Z' });
    expect(await listed('optioned')).toEqual(['2999-01-01T02:00:00.000Z']);

    await put('optioned', { scheduleOptions: { startAt: '2998-01-01' } });
    expect(await get('optioned')).toMatchObject({
      scheduleOptions: { startAt: '2998-01-01' },
      nextFireAt: '2998-01-01T02:00:00.000Z',
    });
    await put('optioned', { schedule: null, scheduleOptions: null });
    expect(await get('optioned')).toMatchObject({ scheduleOptions: null, nextFireAt: null });
    expect(await listed('optioned')).toEqual([]);
  });

  it.each<[object, string]>([
    [{ scheduleOptions: { color: 'red' } }, 'scheduleOptions.color'],
    [{ scheduleOptions: { overlap: 'wait' } }, 'scheduleOptions.overlap'],
    [{ scheduleOptions: { jitterSeconds: '3' } }, 'scheduleOptions.jitterSeconds'],
    [{ scheduleOptions: { startAt: '2026-02-30' } }, 'scheduleOptions.startAt'],
    [{ scheduleOptions: [] }, 'scheduleOptions'],
    [{ schedule: '*/5 * * * * *' }, 'schedule'],
    [{ schedule: 'every 9s' }, 'schedule'],
    [{ schedule: 'at 2020-01-01T00:00' }, 'schedule'],
    [{ scheduleOptions: { endAt: '2020-01-01' } }, 'scheduleOptions.endAt'],
  ])('%j is refused naming %s', async (fields, field) => {
    expect(await fieldsOf(create('refused', { schedule: '0 3 * * *', ...fields }, 400))).toEqual([field]);
  });

  it('goes on waiting for a fire that is due while something else of the record is changed', async () => {
    await create('changed', { schedule: '0 3 * * *' });
    await makeDue('changed', '2026-01-01T03:00:00Z');
    await put('changed', { inputData: { input_file: '/new' } });
    await fireDue('2026-01-01T03:00:01Z');
    expect(await fires('changed')).toMatchObject([{ fireAt: '2026-01-01T03:00:00.000Z', outcome: 'RUN' }]);
    await endRun();
  });

  it('accounts for what was due, and for what waited, when it is replaced', async () => {
    await create('replaced', { schedule: '0 3 * * *', scheduleOptions: { overlap: 'queue' } });
    await makeDue('replaced', '2026-01-01T03:00:00Z');
    await fireDue('2026-01-01T03:00:00Z');
    await fireDue('2026-01-02T03:00:00Z');
    await makeDue('replaced', '2026-01-03T03:00:00Z');
    await put('replaced', { schedule: '0 4 * * *' });
    const [last, waited, ran] = await fires('replaced');
    expect(last).toMatchObject({ fireAt: '2026-01-03T03:00:00.000Z', reason: 'schedule-changed' });
    expect(Date.parse(last?.lastFireAt ?? '')).toBeGreaterThan(Date.parse('2026-01-03T03:00:00Z'));
    expect(waited).toMatchObject({ fireAt: '2026-01-02T03:00:00.000Z', reason: 'schedule-changed' });
    expect(ran).toMatchObject({ outcome: 'RUN', runNumber: 1, runStatus: 'IN_PROGRESS' });
    await endRun();
    await fireDue();
    expect(await get('replaced')).toMatchObject({ currentStatus: 'COMPLETED' });
  });

  it('a delay is due at once when it is set, and waits for the run that is active', async () => {
    await create('delay', { schedule: 'every 10m' });
    expect(Date.parse((await get('delay')).nextFireAt ?? '')).toBeLessThanOrEqual(Date.now());
    await put('delay', { schedule: null });
    await api.post('/process-records/delay/start');
    expect((await put('delay', { schedule: 'every 20m' })).processRecord.nextFireAt).toBeNull();
    await endRun();
    await fireDue();
    const ahead = Date.parse((await get('delay')).nextFireAt ?? '') - Date.now();
    expect(ahead).toBeGreaterThan(15 * 60_000);
  });

  it('goes with its record', async () => {
    await create('deleted', { schedule: '0 3 * * *' });
    await api.json('/process-records/deleted', { method: 'DELETE' });
    expect(await listed('deleted')).toEqual([]);
  });
});

describe('the next fires of a record', () => {
  it('begin with the one that is waited for, jitter named beside', async () => {
    await create('coming', { schedule: '0 3 * * *', scheduleOptions: { startAt: '2999-01-01', jitterSeconds: 600 } });
    const coming = await api.json<{ fireAt: string; dueAt: string }[]>(
      '/process-records/coming/schedule/next-fires?count=3',
    );
    expect(coming.map(({ fireAt }) => fireAt.slice(0, 16))).toEqual([
      '2999-01-01T03:00',
      '2999-01-02T03:00',
      '2999-01-03T03:00',
    ]);
    for (const { fireAt, dueAt } of coming) {
      const putOff = Date.parse(dueAt) - Date.parse(fireAt);
      expect(putOff >= 0 && putOff < 600_000).toBe(true);
    }
    expect(new Set(coming.map(({ fireAt, dueAt }) => Date.parse(dueAt) - Date.parse(fireAt))).size).toBeGreaterThan(1);
  });

  it('are none without a schedule, and cannot be told of one that cannot be read', async () => {
    await create('unscheduled', {});
    expect(await api.json('/process-records/unscheduled/schedule/next-fires')).toEqual([]);
    await create('unreadable', { schedule: '0 3 * * *' });
    await api.engine.rows(`UPDATE process_record SET schedule = 'nonsense' WHERE id = 'unreadable'`);
    await api.json('/process-records/unreadable/schedule/next-fires', { status: 409 });
    await api.json('/process-records/unknown/schedule/next-fires', { status: 404 });
  });
});

it('the next fires and the preview say where clocks are changed', async () => {
  const schedule = { schedule: '30 2 29 3 *', timeZone: 'Europe/Berlin' };
  await create('clocks', { ...schedule, scheduleOptions: { startAt: '2026-01-01' } });
  // In 2026 and 2037 this day begins summer time: 02:30 does not exist.
  await makeDue('clocks', '2026-03-29T01:00:00Z');
  expect(await api.json('/process-records/clocks/schedule/next-fires?count=2')).toMatchObject([
    { fireAt: '2026-03-29T01:00:00.000Z', clockNote: 'moved' },
    { fireAt: '2027-03-29T00:30:00.000Z', clockNote: null },
  ]);
  await api.engine.rows(`DELETE FROM process_record WHERE id = 'clocks'`);
  const query = new URLSearchParams({ ...schedule, startAt: '2037-01-01', count: '2' }).toString();
  expect(await api.json(`/api/schedules/preview?${query}`)).toMatchObject({
    clockChanges: [{ fireAt: '2037-03-29T01:00:00.000Z', clockNote: 'moved' }],
  });
});

describe('a pause', () => {
  const control = (path: string, status = 200) => api.post<{ processRecord: Record }>(path, undefined, status);

  it('of one schedule leaves its fires out, and what fell into it is not made up for', async () => {
    await create('paused', { schedule: '0 3 * * *', scheduleOptions: { misfire: 'fire-all' } });
    const { processRecord } = await control('/process-records/paused/schedule/pause');
    expect(processRecord).toMatchObject({ nextFireAt: null, schedulePausedAt: expect.any(String) });
    const again = await control('/process-records/paused/schedule/pause');
    expect(again.processRecord.schedulePausedAt).toBe(processRecord.schedulePausedAt);
    await makeDue('paused', '2026-01-01T03:00:00Z');
    const resumed = await control('/process-records/paused/schedule/resume');
    expect(resumed.processRecord.schedulePausedAt).toBeNull();
    await fireDue();
    const [row, ...others] = await fires('paused');
    expect(row).toMatchObject({ fireAt: '2026-01-01T03:00:00.000Z', outcome: 'SKIPPED', reason: 'paused' });
    expect(others).toEqual([]);
    expect(Date.parse((await get('paused')).nextFireAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('needs a schedule', async () => {
    await create('no-schedule', {});
    await control('/process-records/no-schedule/schedule/pause', 409);
    await control('/process-records/nobody/schedule/resume', 404);
  });

  it('of all schedules is kept, with who asked for it', async () => {
    await create('among-all', { schedule: '0 3 * * *' });
    expect(await api.json('/api/schedules')).toMatchObject({ paused: false });
    expect(await api.post('/api/schedules/pause')).toMatchObject({ paused: true, changedBy: 'admin' });
    await makeDue('among-all', '2026-01-01T03:00:00Z');
    await fireDue('2026-01-01T03:00:00Z');
    expect(await fires('among-all')).toMatchObject([{ outcome: 'SKIPPED', reason: 'paused' }]);
    expect(await api.post('/api/schedules/resume')).toMatchObject({ paused: false, pausedAt: null });
    expect(await api.json('/api/schedules')).toMatchObject({ paused: false, resumedAt: expect.any(String) });
  });
});

describe('what became of fires', () => {
  it('comes page by page, the latest first, filtered, with the runs', async () => {
    await create('history', { schedule: '0 3 * * *' });
    await makeDue('history', '2026-02-01T03:00:00Z');
    for (const day of ['01', '02', '03', '04']) await fireDue(`2026-02-${day}T03:00:00Z`);
    const days: string[] = [];
    let next: string | undefined = '/process-records/history/schedule/fires?limit=3';
    while (next !== undefined) {
      const response = await api.fetch(next);
      expect(response.headers.get('x-total-count')).toBe('4');
      days.push(...((await response.json()) as Fire[]).map(({ fireAt }) => fireAt.slice(8, 10)));
      next = /^<(.+)>/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(days).toEqual(['04', '03', '02', '01']);

    const [ran, ...rest] = await fires('history', '?outcome=RUN');
    expect(rest).toEqual([]);
    const run = await api.json<{ scheduledFireAt: string; trigger: string; triggeredBy: string }>(
      `/runs/${ran?.runId}`,
    );
    expect(run).toMatchObject({ scheduledFireAt: ran?.fireAt, trigger: 'schedule', triggeredBy: 'SCHEDULE' });

    const range = 'from=2026-02-02T00:00:00Z&to=2026-02-03T03:00:00Z';
    const some = await api.json<(Fire & { processRecordId: string })[]>(
      `/api/schedules/fires?recordId=history&${range}`,
    );
    expect(some.map(({ fireAt }) => fireAt.slice(8, 10))).toEqual(['02']);
    expect(some[0]).toMatchObject({ processRecordId: 'history', reason: 'still-running' });
    await endRun();
  });

  it('of an unknown record is 404', async () => {
    await api.json('/process-records/unknown/schedule/fires', { status: 404 });
  });
});

describe('a backfill', () => {
  const RANGE = { from: '2026-03-01T00:00:00Z', to: '2026-03-03T23:59:59Z' };
  const backfill = (id: string, body: object, status = 200) =>
    api.post<Backfilled>(`/process-records/${id}/schedule/backfill`, body, status);

  it('is listed first, then makes one run after the other, and none twice', async () => {
    await create('gaps', { schedule: '0 3 * * *' });
    await makeDue('gaps', '2026-03-02T03:00:00Z');
    await fireDue('2026-03-02T03:00:00Z');
    await endRun();
    const planned = await backfill('gaps', { ...RANGE, dryRun: true });
    // The record waits for the fire of the next day: what is not decided yet is left to the schedule.
    expect(planned).toEqual({
      dryRun: true,
      queued: 1,
      fires: [
        { fireAt: '2026-03-01T03:00:00.000Z', outcome: 'QUEUED' },
        { fireAt: '2026-03-02T03:00:00.000Z', outcome: 'HAS_RUN' },
      ],
    });
    expect(await fires('gaps')).toHaveLength(1);

    await fireDue('2026-03-08T12:00:00Z');
    await endRun();
    expect((await fires('gaps')).map(({ reason }) => reason)).toContain('covered-by-later');
    const { queued } = await backfill('gaps', { ...RANGE, to: '2026-03-04T23:59:59Z' });
    expect(queued).toBe(3);
    expect((await backfill('gaps', RANGE)).fires.map(({ outcome }) => outcome)).toEqual([
      'WAITS_ALREADY',
      'HAS_RUN',
      'WAITS_ALREADY',
    ]);
    const made: string[] = [];
    for (let round = 0; round < 4; round++) {
      await fireDue('2026-03-08T12:00:00Z');
      made.push(...(await fires('gaps', '?outcome=RUN')).map(({ fireAt }) => fireAt.slice(8, 10)));
      await endRun();
    }
    expect([...new Set(made)].sort()).toEqual(['01', '02', '03', '04', '08']);
    expect(await fires('gaps', '?outcome=QUEUED')).toEqual([]);
    const [first] = (await fires('gaps', '?outcome=RUN')).reverse();
    expect(first).toMatchObject({ origin: 'backfill', requestedBy: 'admin', runStatus: 'COMPLETED' });
    expect((await backfill('gaps', RANGE)).queued).toBe(0);
  });

  it('can be taken back as far as it has not begun', async () => {
    await create('withdrawn', { schedule: '0 3 * * *' });
    await backfill('withdrawn', RANGE);
    await fireDue();
    expect(await api.json('/process-records/withdrawn/schedule/backfill', { method: 'DELETE' })).toEqual({
      withdrawn: 2,
    });
    await endRun();
    await fireDue();
    expect((await fires('withdrawn')).map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'withdrawn',
      'withdrawn',
      'RUN',
    ]);
  });

  it.each<[string, object, string]>([
    ['every 10m', RANGE, 'from'],
    ['0 3 * * *', { from: RANGE.to, to: RANGE.from }, 'to'],
    ['0 3 * * *', { from: 'yesterday', to: RANGE.to }, 'from'],
    ['0 3 * * *', { from: RANGE.from }, 'to'],
    ['* * * * *', RANGE, 'to'],
  ])('of %j refuses %j naming %s', async (schedule, range, field) => {
    const id = `bad-range-${schedule.replace(/[^a-z0-9]/g, 'x')}-${field}-${Object.values(range).join().length}`;
    await create(id, { schedule });
    const problem = (await backfill(id, range, 400)) as unknown as Problem;
    expect([...new Set(problem.errors.map((error) => error.field))]).toEqual([field]);
  });
});

it('the preview takes options, and refuses what a record would be refused', async () => {
  const preview = (query: object) => `/api/schedules/preview?${new URLSearchParams({ ...query }).toString()}`;
  const { nextFires } = await api.json<{ nextFires: string[] }>(
    preview({ schedule: '0 3 * * *', startAt: '2999-01-01', endAt: '2999-01-02' }),
  );
  expect(nextFires).toEqual(['2999-01-01T03:00:00.000Z', '2999-01-02T03:00:00.000Z']);
  const delay = await api.json<{ nextFires: string[] }>(preview({ schedule: 'every 90s', count: '2' }));
  expect(delay.nextFires).toHaveLength(2);
  const refused = (query: object) => fieldsOf(api.json(preview(query), { status: 400 }));
  expect(await refused({ schedule: '0 3 * * *', startAt: 'soon' })).toEqual(['startAt']);
  expect(await refused({ schedule: '0 3 * * *', misfireLimit: '0' })).toEqual(['misfireLimit']);
  expect(await refused({ schedule: '* * * * * *' })).toEqual(['schedule']);
  expect(await refused({ schedule: 'at 2020-01-01T00:00' })).toEqual(['schedule']);
  expect(await refused({ schedule: '0 3 * * *', endAt: '2020-01-01' })).toEqual(['endAt']);
});
