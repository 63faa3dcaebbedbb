import { EngineFixture, testDatabase } from '@app/testing';

let engine: EngineFixture;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  engine = await EngineFixture.open(database.url);
  await engine.saveType('one', [{}]);
});

afterAll(async () => {
  await engine?.close();
  await drop?.();
});

it('does not quote the row of a violated constraint, which may hold secrets', async () => {
  const insert = {
    name: 'test_broken_record',
    text: `INSERT INTO process_record (id, type, total_tasks, input_data) VALUES ('r', 'one', NULL, $1)`,
  };
  const error = await engine.sql.query(insert, ['{"token":"s3cr3t"}']).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: '23502', column: 'total_tasks' });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cr3t');
});
