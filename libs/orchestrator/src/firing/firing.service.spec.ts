import { FireRepository, StartRunRepository } from '@app/orchestrator';
import { EngineFixture, findViolations, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';

const NOON = new Date('2026-05-05T12:00:00Z');
const at = (time: string): Date => new Date(`2026-05-05T${time}Z`);

let database: TestDatabase;
let engine: EngineFixture;
let clock = NOON;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await engine.saveType('one', [{}]);
});
beforeEach(() => {
  clock = NOON;
});
afterEach(async () => {
  expect(await findViolations(engine.sql)).toEqual([]);
  // What one test left waiting is nothing to the next.
  await engine.rows('DELETE FROM process_record');
  await engine.rows('DELETE FROM scheduled_tasks');
  await engine.rows(`UPDATE schedule_switch SET paused_at = NULL, resumed_at = NULL`);
  engine.queue.delivered.length = 0;
  engine.faults.length = 0;
});
afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

interface Scheduled {
  readonly schedule: string;
  readonly next: Date | null;
  readonly options?: object;
  readonly type?: string;
}

/** A record whose schedule waits for a fire. */
async function schedule(id: string, { schedule, next, options, type = 'one' }: Scheduled): Promise<void> {
  await engine.rows(
    `WITH record AS (
       INSERT INTO process_record (id, type, total_tasks, schedule, schedule_options, next_fire_at)
       VALUES ($1, $2, 1, $3, $4, $5)
     )
     INSERT INTO scheduled_tasks (task_name, task_instance, execution_time)
     VALUES ('process-schedule', $1, coalesce($5, '-infinity'))`,
    [id, type, schedule, options ?? null, next],
  );
}

const fireDue = () => engine.firing({ now: () => clock }).fireDue();
const waiting = async (id: string) => {
  const [row] = await engine.rows(
    `SELECT next_fire_at AS next, schedule_waits_for AS "waitsFor", schedule_error AS error,
       (SELECT execution_time FROM scheduled_tasks WHERE task_name = 'process-schedule' AND task_instance = id) AS due
     FROM process_record WHERE id = $1`,
    [id],
  );
  return row;
};
/** Each fire as `12:00:00 RUN`, or `from-to SKIPPED reason`. */
const history = async (id: string): Promise<string[]> => {
  const rows = await engine.rows('SELECT * FROM schedule_fire WHERE process_record_id = $1 ORDER BY fire_at', [id]);
  return rows.map(({ fire_at, last_fire_at, outcome, reason }) => {
    const times = [...new Set([fire_at as Date, last_fire_at as Date].map((time) => time.toISOString().slice(11, 19)))];
    return [times.join('-'), outcome, reason].filter((part) => part !== null).join(' ');
  });
};
const runs = (id: string) =>
  engine.rows(
    `SELECT scheduled_fire_at AS fire, trigger, triggered_by AS by, status FROM process_run
     WHERE process_record_id = $1 ORDER BY run_number`,
    [id],
  );
const runFires = async (id: string) => (await runs(id)).map(({ fire }) => (fire as Date).toISOString().slice(11, 19));

/** Plays the worker for the run whose step was delivered longest ago. */
async function endRun(): Promise<void> {
  const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
  if (!held) throw new Error('the claim was lost');
  await engine.attempts.end(held, SUCCESS);
}

describe('a fire that is due', () => {
  it('makes a run that names it, is written down, and leads to the next', async () => {
    await schedule('hourly', { schedule: '0 * * * *', next: NOON });
    clock = at('11:59:59.999');
    expect(await fireDue()).toBeCloseTo(1, 0);
    expect(await runs('hourly')).toEqual([]);

    clock = at('12:00:00.250');
    await fireDue();
    expect(await runs('hourly')).toEqual([{ fire: NOON, trigger: 'schedule', by: 'SCHEDULE', status: 'IN_PROGRESS' }]);
    expect(await history('hourly')).toEqual(['12:00:00 RUN']);
    expect(await waiting('hourly')).toEqual({ next: at('13:00:00'), due: at('13:00:00'), waitsFor: null, error: null });
    expect(engine.queue.delivered).toHaveLength(1);
    expect(await fireDue()).toBeGreaterThan(3_500_000);
    expect(await runs('hourly')).toHaveLength(1);
  });

  it('is acted on after its jitter, and keeps its own time', async () => {
    await schedule('put-off', { schedule: '0 * * * *', next: at('11:00:00'), options: { jitterSeconds: 600 } });
    await fireDue();
    const { next, due } = (await waiting('put-off')) as { next: Date; due: Date };
    expect(next).toEqual(at('12:00:00'));
    expect(due > next && due < at('12:10:00')).toBe(true);
    clock = new Date(due.getTime() - 1);
    await fireDue();
    expect(await waiting('put-off')).toMatchObject({ next });
    clock = due;
    await fireDue();
    expect(await history('put-off')).toContain('12:00:00 SKIPPED still-running');
  });

  it('is the only one of a one-off time', async () => {
    await schedule('once', { schedule: 'at 2026-05-05T12:00:00Z', next: NOON });
    await fireDue();
    expect(await runFires('once')).toEqual(['12:00:00']);
    expect(await waiting('once')).toEqual({ next: null, due: null, waitsFor: null, error: null });
  });

  it('is found where a schedule has none yet', async () => {
    await schedule('new', { schedule: '30 * * * *', next: null });
    await fireDue();
    expect(await waiting('new')).toMatchObject({ next: at('12:30:00'), due: at('12:30:00') });
    expect(await history('new')).toEqual([]);
  });

  it('comes where clocks were set forward, at the next time that exists', async () => {
    clock = new Date('2026-03-29T00:59:00Z');
    const berlin = { schedule: '30 2 * * *', next: null };
    await schedule('spring', berlin);
    await engine.rows(`UPDATE process_record SET time_zone = 'Europe/Berlin' WHERE id = 'spring'`);
    await fireDue();
    clock = new Date('2026-03-29T01:00:00Z');
    await fireDue();
    expect(await history('spring')).toEqual(['01:00:00 RUN']);
    expect(await waiting('spring')).toMatchObject({ next: new Date('2026-03-30T00:30:00Z') });
  });
});

describe('fires of an hour in which nothing ran', () => {
  const down = async (id: string, options: object) => {
    await schedule(id, { schedule: '*/10 * * * *', next: at('11:10:00'), options });
    clock = at('12:05:00');
    await fireDue();
    expect(await waiting(id)).toMatchObject({ next: at('12:10:00'), due: at('12:10:00') });
  };

  it('skip: are left out', async () => {
    await down('left-out', { misfire: 'skip' });
    expect(await history('left-out')).toEqual(['11:10:00-12:00:00 SKIPPED missed']);
    expect(await runs('left-out')).toEqual([]);
  });

  it('fire-once: are made up for by one run', async () => {
    await down('once-for-all', { misfire: 'fire-once' });
    expect(await history('once-for-all')).toEqual(['11:10:00-11:50:00 SKIPPED covered-by-later', '12:00:00 RUN']);
    expect(await runFires('once-for-all')).toEqual(['12:00:00']);
  });

  it('fire-all: are made up for by one run each, one after the other, up to the limit', async () => {
    await down('each', { misfire: 'fire-all', misfireLimit: 4 });
    expect(await history('each')).toEqual([
      '11:10:00-11:20:00 SKIPPED over-misfire-limit',
      '11:30:00 RUN',
      '11:40:00 QUEUED',
      '11:50:00 QUEUED',
      '12:00:00 QUEUED',
    ]);
    for (let left = 3; left > 0; left--) {
      await fireDue();
      expect(await runs('each')).toHaveLength(4 - left);
      await endRun();
      await fireDue();
    }
    await endRun();
    await fireDue();
    expect(await runFires('each')).toEqual(['11:30:00', '11:40:00', '11:50:00', '12:00:00']);
    expect(await waiting('each')).toMatchObject({ waitsFor: null, next: at('12:10:00') });
  });
});

describe('a fire while a run is active', () => {
  const busy = async (id: string, options: object) => {
    await schedule(id, { schedule: '* * * * *', next: NOON, options });
    await fireDue();
    clock = at('12:01:00');
    await fireDue();
  };

  it('skip: makes no run', async () => {
    await busy('busy', { overlap: 'skip' });
    expect(await history('busy')).toEqual(['12:00:00 RUN', '12:01:00 SKIPPED still-running']);
  });

  it('queue: begins when that ends, and a further one is left out', async () => {
    await busy('queued', { overlap: 'queue' });
    clock = at('12:02:00');
    await fireDue();
    expect(await history('queued')).toEqual(['12:00:00 RUN', '12:01:00 QUEUED', '12:02:00 SKIPPED queue-full']);
    expect(await waiting('queued')).toMatchObject({ waitsFor: 'run-end', next: at('12:03:00') });
    await endRun();
    await fireDue();
    expect(await runFires('queued')).toEqual(['12:00:00', '12:01:00']);
    expect(await waiting('queued')).toMatchObject({ waitsFor: null });
  });

  it('queue: begins as well when the run was stopped by a user', async () => {
    await busy('freed', { overlap: 'queue' });
    await engine.runs.stop('freed', { triggeredBy: 'test' });
    await fireDue();
    expect((await runs('freed')).map(({ status }) => status)).toEqual(['STOPPED', 'IN_PROGRESS']);
  });

  it('stop-and-start: takes its place', async () => {
    await busy('replaced', { overlap: 'stop-and-start' });
    await fireDue();
    expect((await runs('replaced')).map(({ status }) => status)).toEqual(['STOPPED', 'IN_PROGRESS']);
    expect(await runFires('replaced')).toEqual(['12:00:00', '12:01:00']);
    expect(await waiting('replaced')).toMatchObject({ waitsFor: null, next: at('12:02:00') });
  });

  it('stop-and-start: takes its place also when whoever decided that died before the stop', async () => {
    await schedule('orphaned', { schedule: '* * * * *', next: NOON, options: { overlap: 'stop-and-start' } });
    await fireDue();
    clock = at('12:01:00');
    const stopRun = jest
      .spyOn(engine.stops, 'stopRun')
      .mockRejectedValueOnce(Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' }));
    await expect(fireDue()).rejects.toThrow('Connection terminated');
    stopRun.mockRestore();
    expect(await waiting('orphaned')).toMatchObject({ waitsFor: 'stop' });
    await fireDue();
    await fireDue();
    expect((await runs('orphaned')).map(({ status }) => status)).toEqual(['STOPPED', 'IN_PROGRESS']);
  });
});

describe('a fixed delay', () => {
  const ended = (id: string, when: Date) =>
    engine.rows('UPDATE process_record SET completed_when = $2 WHERE id = $1', [id, when]);

  it('counts from the end of its run', async () => {
    await schedule('delayed', { schedule: 'every 90s', next: NOON });
    await fireDue();
    expect(await waiting('delayed')).toEqual({ next: null, due: null, waitsFor: 'run-end', error: null });
    await endRun();
    await ended('delayed', at('12:00:10'));
    clock = at('12:00:11');
    await fireDue();
    expect(await waiting('delayed')).toMatchObject({ next: at('12:01:40'), waitsFor: null });
    clock = at('12:01:40');
    await fireDue();
    expect(await runFires('delayed')).toEqual(['12:00:00', '12:01:40']);
  });

  it('counts from the end of a run that somebody else began', async () => {
    await schedule('by-hand', { schedule: 'every 90s', next: NOON });
    await engine.runs.start('by-hand', { triggeredBy: 'test' });
    await fireDue();
    expect(await history('by-hand')).toEqual([]);
    expect(await waiting('by-hand')).toMatchObject({ next: null, waitsFor: 'run-end' });
    await endRun();
    await ended('by-hand', at('12:00:30'));
    await fireDue();
    expect(await waiting('by-hand')).toMatchObject({ next: at('12:02:00') });
  });
});

describe('a paused schedule', () => {
  it('leaves its fires out, in one row however many they are', async () => {
    await schedule('paused', { schedule: '* * * * *', next: NOON });
    await engine.rows(`UPDATE process_record SET schedule_paused_at = now() WHERE id = 'paused'`);
    for (const time of ['12:00:00', '12:01:00', '12:02:00']) {
      clock = at(time);
      await fireDue();
    }
    expect(await history('paused')).toEqual(['12:00:00-12:02:00 SKIPPED paused']);
    await engine.rows(
      `UPDATE process_record SET schedule_paused_at = NULL, schedule_resumed_at = '2026-05-05T12:02:30Z'
       WHERE id = 'paused'`,
    );
    clock = at('12:03:00');
    await fireDue();
    expect(await history('paused')).toEqual(['12:00:00-12:02:00 SKIPPED paused', '12:03:00 RUN']);
  });

  it('makes up for nothing of a pause in which nobody looked', async () => {
    await schedule('unseen', { schedule: '*/10 * * * *', next: at('11:00:00'), options: { misfire: 'fire-all' } });
    await engine.rows(`UPDATE schedule_switch SET resumed_at = '2026-05-05T11:35:00Z'`);
    await fireDue();
    expect(await history('unseen')).toEqual([
      '11:00:00-11:30:00 SKIPPED paused',
      '11:40:00 RUN',
      '11:50:00 QUEUED',
      // On time, and no fire that was missed.
      '12:00:00 SKIPPED still-running',
    ]);
  });

  it('leaves out what waited for a run as well', async () => {
    await schedule('dropped', { schedule: '* * * * *', next: NOON, options: { overlap: 'queue' } });
    await fireDue();
    clock = at('12:01:00');
    await fireDue();
    await engine.rows(`UPDATE schedule_switch SET paused_at = now()`);
    await endRun();
    await fireDue();
    expect(await history('dropped')).toEqual(['12:00:00 RUN', '12:01:00 SKIPPED paused']);
    expect(await waiting('dropped')).toMatchObject({ waitsFor: null });
  });
});

describe('many at once', () => {
  it('two engines make exactly one run of each fire', async () => {
    const other = await EngineFixture.open(database.url);
    try {
      await engine.rows(
        `WITH record AS (
           INSERT INTO process_record (id, type, total_tasks, schedule, next_fire_at)
           SELECT 'raced-' || n, 'one', 1, '0 * * * *', $1 FROM generate_series(1, 200) n RETURNING id
         )
         INSERT INTO scheduled_tasks (task_name, task_instance, execution_time)
         SELECT 'process-schedule', id, $1 FROM record`,
        [NOON],
      );
      const engines = [engine, other, engine, other].map((each) => each.firing({ now: () => clock }));
      // Until both find nothing more to do before the next hour.
      await Promise.all(
        engines.map(async (firing) => {
          while (((await firing.fireDue()) ?? 0) < 60_000);
        }),
      );
      const [counts] = await engine.rows(
        `SELECT count(*)::integer AS runs, count(DISTINCT process_record_id)::integer AS records FROM process_run
         WHERE process_record_id LIKE 'raced-%'`,
      );
      expect(counts).toEqual({ runs: 200, records: 200 });
      expect(engine.queue.delivered.length + other.queue.delivered.length).toBe(200);
      const fires = await engine.rows(
        `SELECT outcome, count(*)::integer AS n FROM schedule_fire WHERE process_record_id LIKE 'raced-%' GROUP BY 1`,
      );
      expect(fires).toEqual([{ outcome: 'RUN', n: 200 }]);
    } finally {
      await other.close();
    }
  });

  it('a fire whose transaction did not end has no run, and gets one from whoever looks next', async () => {
    class DyingStarts extends StartRunRepository {
      override async startRun(...run: Parameters<StartRunRepository['startRun']>): Promise<never> {
        await super.startRun(...run);
        throw Object.assign(new Error('the process was killed'), { code: 'ECONNRESET' });
      }
    }
    await schedule('cut-off', { schedule: '0 * * * *', next: NOON });
    const dying = engine.firing({ now: () => clock, starts: new DyingStarts(engine.sql) });
    await expect(dying.fireDue()).rejects.toThrow('the process was killed');
    expect(await runs('cut-off')).toEqual([]);
    expect(await history('cut-off')).toEqual([]);
    expect(await waiting('cut-off')).toMatchObject({ next: NOON, due: NOON });
    await fireDue();
    expect(await runFires('cut-off')).toEqual(['12:00:00']);
    expect(await history('cut-off')).toEqual(['12:00:00 RUN']);
  });

  it('a step whose delivery was lost is delivered by the sweep', async () => {
    await schedule('undelivered', { schedule: '0 * * * *', next: NOON });
    engine.queue.fault = new Error('away');
    await fireDue();
    engine.queue.fault = undefined;
    expect(engine.queue.delivered).toEqual([]);
    await engine.rows(
      `UPDATE scheduled_tasks SET execution_time = now() - interval '1 second' WHERE run_id IS NOT NULL`,
    );
    await engine.recovery.sweep();
    await endRun();
    expect(await runs('undelivered')).toMatchObject([{ status: 'COMPLETED' }]);
  });

  it('a record that is being changed does not hold the others up', async () => {
    await schedule('locked', { schedule: '0 * * * *', next: at('11:59:00') });
    await schedule('free', { schedule: '0 * * * *', next: NOON });
    await engine.sql.transaction(async (client) => {
      await client.query({ name: '', text: `SELECT FROM process_record WHERE id = 'locked' FOR UPDATE` });
      await fireDue();
      expect(await runFires('free')).toEqual(['12:00:00']);
      expect(await runs('locked')).toEqual([]);
    });
    await fireDue();
    expect(await runs('locked')).toHaveLength(1);
  });
});

describe('what cannot be acted on', () => {
  it('fails alone, and says why', async () => {
    await engine.saveType('gone', [{}]);
    await engine.rows(`UPDATE process_type SET deleted_at = now() WHERE name = 'gone'`);
    await engine.saveType('broken', [{}]);
    await engine.rows(`UPDATE process_type_version SET definition = '{"tasks": 7}' WHERE type_name = 'broken'`);
    await schedule('unreadable', { schedule: 'every blue moon', next: NOON });
    await schedule('typeless', { schedule: '0 * * * *', next: NOON, type: 'gone' });
    await schedule('misdefined', { schedule: '0 * * * *', next: NOON, type: 'broken' });
    await schedule('sound', { schedule: '0 * * * *', next: NOON });
    await fireDue();
    expect(await runFires('sound')).toEqual(['12:00:00']);
    expect(await waiting('unreadable')).toMatchObject({
      next: null,
      due: null,
      error: expect.stringMatching(/^schedule: /),
    });
    expect(await history('typeless')).toEqual(['12:00:00 SKIPPED type-missing']);
    expect(await waiting('typeless')).toMatchObject({
      next: at('13:00:00'),
      error: "Process type 'gone' does not exist any more.",
    });
    expect(await history('misdefined')).toEqual(['12:00:00 SKIPPED type-unreadable']);
  });

  it('input that does not fit makes no run', async () => {
    await schedule('unfit', { schedule: '0 * * * *', next: NOON });
    const issues = [{ field: 'inputData.file', message: 'is missing' }];
    await engine.firing({ now: () => clock, issues }).fireDue();
    expect(await history('unfit')).toEqual(['12:00:00 SKIPPED input-invalid']);
    expect(await waiting('unfit')).toMatchObject({
      error: "The input of record 'unfit' does not fit process type 'one': inputData.file is missing.",
    });
    await schedule('unfit-delay', { schedule: 'every 10m', next: NOON });
    await engine.firing({ now: () => clock, issues }).fireDue();
    expect(await waiting('unfit-delay')).toMatchObject({ next: at('12:10:00'), waitsFor: null });
  });

  it('a record that spoils the transaction is put off, and the others fire', async () => {
    class PickyStarts extends StartRunRepository {
      override async startRun(...[run, on]: Parameters<StartRunRepository['startRun']>) {
        const started = await super.startRun(run, on);
        if (run.recordId === 'spoilt') await on?.query({ name: '', text: 'SELECT 1 / 0' });
        return started;
      }
    }
    await schedule('spoilt', { schedule: '0 * * * *', next: at('11:59:59') });
    await schedule('good-1', { schedule: '0 * * * *', next: NOON });
    await schedule('good-2', { schedule: '0 * * * *', next: NOON });
    await engine.firing({ now: () => clock, starts: new PickyStarts(engine.sql) }).fireDue();
    expect([await runs('good-1'), await runs('good-2'), await runs('spoilt')].map(({ length }) => length)).toEqual([
      1, 1, 0,
    ]);
    expect(engine.faults).toEqual(['spoilt']);
    expect(await waiting('spoilt')).toMatchObject({
      error: 'It could not be acted on: division by zero',
      next: at('11:59:59'),
      due: at('12:00:02'),
    });
    clock = at('12:00:02');
    await fireDue();
    expect(await waiting('spoilt')).toMatchObject({ error: null, next: at('13:00:00') });
  });
});

it('rows of the work list that were removed come back, and those of no record go', async () => {
  await schedule('removed', { schedule: '0 * * * *', next: at('13:00:00') });
  await engine.rows(`UPDATE scheduled_tasks SET task_instance = 'nobody' WHERE task_instance = 'removed'`);
  await new FireRepository(engine.sql).repair();
  const rows = await engine.rows(
    `SELECT task_instance AS id FROM scheduled_tasks WHERE task_name = 'process-schedule'`,
  );
  expect(rows).toEqual([{ id: 'removed' }]);
});
