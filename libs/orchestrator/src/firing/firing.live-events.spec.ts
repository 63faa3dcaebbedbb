import { EngineFixture, type TestDatabase, testDatabase } from '@app/testing';

const NOON = new Date('2026-05-05T12:00:00Z');

let database: TestDatabase;
let engine: EngineFixture;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await engine.saveType('one', [{}]);
});
beforeEach(() => engine.rows('DELETE FROM live_event'));
afterAll(async () => {
  await engine?.close();
  await database?.drop();
});

async function schedule(id: string, expression: string): Promise<void> {
  await engine.rows(
    `WITH record AS (
       INSERT INTO process_record (id, type, total_tasks, schedule, next_fire_at) VALUES ($1, 'one', 1, $2, $3)
     )
     INSERT INTO scheduled_tasks (task_name, task_instance, execution_time) VALUES ('process-schedule', $1, $3)`,
    [id, expression, NOON],
  );
}

const fireDue = () => engine.firing({ now: () => NOON }).fireDue();
const told = () =>
  engine.rows('SELECT record_id AS id, record_status AS status, run_id IS NOT NULL AS run FROM live_event ORDER BY id');

it('a fire that makes no run is told of by its record', async () => {
  await schedule('paused', '0 * * * *');
  await engine.rows(`UPDATE process_record SET schedule_paused_at = now() WHERE id = 'paused'`);
  await fireDue();
  expect(await told()).toEqual([{ id: 'paused', status: 'PENDING', run: false }]);
});

it('a fire that makes a run is told of by that alone', async () => {
  await schedule('fires', '0 * * * *');
  await fireDue();
  expect(await told()).toEqual([{ id: 'fires', status: 'IN_PROGRESS', run: true }]);
});

it('a schedule that cannot be read any more is told of', async () => {
  await schedule('broken', 'nonsense');
  await fireDue();
  expect(await told()).toEqual([{ id: 'broken', status: 'PENDING', run: false }]);
});
