import { EngineFixture, FAILURE, SUCCESS, type TestDatabase, testDatabase } from '@app/testing';
import { ProcessRecordRepository } from './process-record.repository';
import { StatisticsRepository } from './statistics.repository';
import { STATISTICS_WINDOWS } from './statistics-window';
import { TallyRepository } from './tally.repository';
import { ThroughputRepository } from './throughput.repository';

const by = { triggeredBy: 'test' };

let database: TestDatabase;
let engine: EngineFixture;
let tallies: TallyRepository;
let throughput: ThroughputRepository;
let statistics: StatisticsRepository;
let nextRecord = 0;

beforeEach(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  tallies = new TallyRepository(engine.sql);
  throughput = new ThroughputRepository(engine.sql);
  statistics = new StatisticsRepository(engine.sql);
  await engine.saveType('one', [{}]);
  await engine.saveType('other', [{}]);
});

afterEach(async () => {
  await engine?.close();
  await database?.drop();
});

async function start(): Promise<string> {
  const id = `record-${nextRecord++}`;
  await engine.saveRecord(id, 'one', 1);
  return (await engine.runs.start(id, by)).runId;
}

async function run(result: typeof SUCCESS): Promise<void> {
  await start();
  await end(result);
}

async function end(result: typeof SUCCESS): Promise<void> {
  const held = await engine.attempts.claim(engine.queue.take(), 'worker-1');
  if (!held) throw new Error('the claim was lost');
  await engine.attempts.end(held, result);
}

const sums = async () => {
  const { completed, failed, stopped } = await throughput.read('1h');
  return { completed, failed, stopped };
};

/** What the tallies say against what the history says: the same in every window, of records and of runs. */
async function expectExact(): Promise<void> {
  const [history] = await engine.rows(`
    SELECT count(*) FILTER (WHERE status = 'COMPLETED')::int AS completed,
      count(*) FILTER (WHERE status = 'FAILED')::int AS failed, count(*) FILTER (WHERE status = 'STOPPED')::int AS stopped
    FROM process_run WHERE completed_at IS NOT NULL`);
  for (const window of STATISTICS_WINDOWS) expect(await throughput.read(window)).toMatchObject(history ?? {});
  const records = await engine.rows(
    `SELECT current_status AS status, count(*)::int AS records FROM process_record GROUP BY 1 ORDER BY 1`,
  );
  const counts = Object.entries(await statistics.countRecordsByStatus()).filter(([, count]) => count > 0);
  expect(counts.sort()).toEqual(records.map(({ status, records: count }) => [status, count]));
}

it('counts runs however they end, before and after folding', async () => {
  await run(SUCCESS);
  await run(SUCCESS);
  await run(FAILURE);
  await engine.stops.stopRun(await start(), 'stopped by test');
  await start();
  for (const fold of [async () => undefined, () => tallies.fold(), () => tallies.fold()]) {
    await fold();
    expect(await sums()).toEqual({ completed: 2, failed: 1, stopped: 1 });
    await expectExact();
  }
  expect(await engine.rows('SELECT FROM run_end')).toHaveLength(0);
});

it('counts each run once while runs end, folds overlap and readers read', async () => {
  const total = 60;
  for (let number = 0; number < total; number++) await start();
  const steps = engine.queue.delivered.splice(0);
  let finished = false;
  let last = 0;
  const watch = (async () => {
    while (!finished) {
      const { completed } = await throughput.read('1h');
      const counts = await statistics.countRecordsByStatus();
      expect(completed).toBeGreaterThanOrEqual(last);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
      last = completed;
    }
  })();
  const folding = (async () => {
    while (!finished) await Promise.all([tallies.fold(), tallies.fold(), tallies.fold()]);
  })();
  await Promise.all(
    steps.map(async (step) => {
      const held = await engine.attempts.claim(step, 'worker-1');
      if (held) await engine.attempts.end(held, SUCCESS);
    }),
  );
  finished = true;
  await Promise.all([watch, folding]);
  expect(await sums()).toEqual({ completed: total, failed: 0, stopped: 0 });
  await expectExact();
});

it('a run that began to end before a fold and ends after it is counted', async () => {
  const runId = await start();
  engine.queue.take();
  await engine.sql.transaction(async (late) => {
    // Its moment is that of the transaction's start: a mark left by the fold would already be beyond it.
    const text = `UPDATE process_run SET status = 'FAILED', completed_at = now() WHERE id = $1`;
    await late.query({ name: 'end_late', text }, [runId]);
    await run(SUCCESS);
    await tallies.fold();
    expect(await sums()).toEqual({ completed: 1, failed: 0, stopped: 0 });
  });
  expect(await sums()).toEqual({ completed: 1, failed: 1, stopped: 0 });
  await tallies.fold();
  expect(await sums()).toEqual({ completed: 1, failed: 1, stopped: 0 });
});

it('a fold that does not come to its end changes nothing', async () => {
  await run(SUCCESS);
  await engine.rows(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON run_tally EXECUTE FUNCTION refuse()`);
  await expect(tallies.fold()).rejects.toThrow('the disk is full');
  expect(await sums()).toEqual({ completed: 1, failed: 0, stopped: 0 });
  await engine.rows('DROP TRIGGER refuse ON run_tally');
  await tallies.fold();
  expect(await sums()).toEqual({ completed: 1, failed: 0, stopped: 0 });
});

it('what is removed from the history has ended all the same, and what was removed of the records is not counted', async () => {
  await run(SUCCESS);
  await run(FAILURE);
  await tallies.fold();
  await engine.rows(`DELETE FROM process_record WHERE current_status = 'FAILED'`);
  expect(await sums()).toEqual({ completed: 1, failed: 1, stopped: 0 });
  expect(await statistics.countRecordsByStatus()).toMatchObject({ COMPLETED: 1, FAILED: 0 });
});

it('tallies of records are folded when they are many, by type and status', async () => {
  const records = new ProcessRecordRepository(engine.sql);
  await engine.rows(`
    INSERT INTO process_record (id, type, total_tasks) SELECT 'bulk-' || n, 'one', 1 FROM generate_series(1, 700) n`);
  await engine.rows(`UPDATE process_record SET type = 'other' WHERE id LIKE 'bulk-1%'`);
  const totals = async () =>
    Promise.all(
      [{}, { type: 'one' }, { type: 'other' }, { type: 'other', status: 'PENDING' as const }].map(
        async (filter) => (await records.list({ ...filter, sort: 'id' }, { limit: 1 })).total,
      ),
    );
  const expected = [700, 589, 111, 111];
  expect(await totals()).toEqual(expected);
  await tallies.fold();
  expect(await totals()).toEqual(expected);
  expect(await engine.rows('SELECT FROM record_tally')).toHaveLength(2);
});

it('fills the tallies from a history that came in without triggers', async () => {
  await run(SUCCESS);
  await run(FAILURE);
  await engine.rows('DELETE FROM record_tally; DELETE FROM run_end');
  expect(await sums()).toEqual({ completed: 0, failed: 0, stopped: 0 });
  await engine.rows('SELECT rebuild_tallies()');
  await expectExact();
  await engine.rows('SELECT rebuild_tallies()');
  await expectExact();
});

describe('in time', () => {
  /** A run that ended that long ago, folded, and took `took`. */
  const ended = (ago: string, took = '1 second') =>
    engine.rows(
      `INSERT INTO run_end SELECT at, 'COMPLETED', duration_class($2::interval) FROM (SELECT now() - $1::interval) t(at)`,
      [ago, took],
    );

  it('each window has what ended in it, in buckets that add up to it', async () => {
    for (const ago of ['5 minutes', '30 minutes', '2 hours', '20 hours', '2 days', '6 days', '8 days'])
      await ended(ago);
    for (const fold of [async () => undefined, () => tallies.fold()]) {
      await fold();
      const windows = await Promise.all(STATISTICS_WINDOWS.map((window) => throughput.read(window)));
      expect(windows.map(({ completed }) => completed)).toEqual([2, 4, 6]);
      for (const { completed, buckets } of windows)
        expect(buckets.reduce((sum, bucket) => sum + bucket.completed, 0)).toBe(completed);
    }
  });

  it('drops what is older than the windows that are read from it', async () => {
    for (const ago of ['1 minute', '1 day', '20 days', '40 days']) await ended(ago);
    await tallies.fold();
    const left = await engine.rows('SELECT minutes, sum(runs)::int AS runs FROM run_tally GROUP BY 1 ORDER BY 1');
    expect(left).toEqual([
      { minutes: 1, runs: 1 },
      { minutes: 15, runs: 2 },
      { minutes: 180, runs: 3 },
    ]);
  });

  it('percentiles are right to 2.5 %, of each bucket and of the window', async () => {
    for (let number = 1; number <= 100; number++) await ended('0 seconds', `${number * 37} milliseconds`);
    for (const fold of [async () => undefined, () => tallies.fold()]) {
      await fold();
      const { p50DurationMs, p99DurationMs, buckets } = await throughput.read('24h');
      for (const [value, exact] of [
        [p50DurationMs, 50 * 37],
        [p99DurationMs, 99 * 37],
      ] as const)
        expect(Math.abs((value ?? 0) / exact - 1)).toBeLessThanOrEqual(0.025);
      expect(buckets.find(({ completed }) => completed > 0)).toMatchObject({ p50DurationMs, p99DurationMs });
      expect(buckets[0]).toMatchObject({ completed: 0, p50DurationMs: null, p99DurationMs: null });
    }
  });

  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland'])(
    'the day of %s begins at its midnight',
    async (timeZone) => {
      const [row] = await engine.rows(`SELECT date_trunc('day', now(), $1) AS midnight`, [timeZone]);
      const midnight = (row as { midnight: Date }).midnight;
      await engine.rows(
        `INSERT INTO run_end VALUES ($1, 'FAILED', 0), ($1::timestamptz - interval '1 ms', 'FAILED', 0)`,
        [midnight],
      );
      for (const fold of [async () => undefined, () => tallies.fold()]) {
        await fold();
        expect(await throughput.readToday(timeZone)).toEqual({ since: midnight, completed: 0, failed: 1, stopped: 0 });
      }
    },
  );
});
