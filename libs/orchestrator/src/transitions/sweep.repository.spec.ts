import { EngineFixture, type TestDatabase, testDatabase } from '@app/testing';
import { SweepRepository } from './sweep.repository';

let database: TestDatabase;
let engine: EngineFixture;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
});
afterAll(async () => {
  await engine?.close();
  await database?.drop();
});
beforeEach(() => engine.rows('DELETE FROM live_event'));

/** Stores a change of each record, so many minutes old; in this order. */
async function storeEvents(minutesAgo: Readonly<Record<string, number>>): Promise<void> {
  for (const [recordId, minutes] of Object.entries(minutesAgo))
    await engine.rows(
      `INSERT INTO live_event (record_id, record_status, created_at) VALUES ($1, 'PENDING', now() - $2 * interval '1 minute')`,
      [recordId, minutes],
    );
}

async function trimmed(): Promise<unknown[]> {
  await new SweepRepository(engine.sql).trimLiveEvents();
  const rows = await engine.rows('SELECT record_id FROM live_event ORDER BY xid, id');
  return rows.map((row) => row.record_id);
}

it('changes are kept for ten minutes', async () => {
  await storeEvents({ first: 30, second: 11, third: 9, fourth: 0 });
  expect(await trimmed()).toEqual(['third', 'fourth']);
});

it('of old changes the newest stays: nothing after its position was lost', async () => {
  await storeEvents({ first: 30, second: 20 });
  expect(await trimmed()).toEqual(['second']);
});
