import { dataSourceOptions, type SqlClient, sqlClientOf } from '@app/database';
import { type TestDatabase, testDatabase } from '@app/testing';
import { DataSource } from 'typeorm';
import { NextFireRepository } from './next-fire.repository';
import { NextFireService } from './next-fire.service';

let database: TestDatabase;
let dataSource: DataSource;
let sql: SqlClient;

beforeAll(async () => {
  database = await testDatabase();
  dataSource = await new DataSource(dataSourceOptions({ url: database.url })).initialize();
  sql = sqlClientOf(dataSource);
  await dataSource.query(`INSERT INTO process_type (name, source, current_version) VALUES ('a', 'api', 1)`);
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const insert = (id: string, schedule: string | null, nextFireAt: string | null): Promise<unknown> =>
  dataSource.query(
    `INSERT INTO process_record (id, type, total_tasks, schedule, next_fire_at) VALUES ($1, 'a', 1, $2, $3)`,
    [id, schedule, nextFireAt],
  );
const stored = async (id: string): Promise<Date | null> =>
  (await dataSource.query('SELECT next_fire_at FROM process_record WHERE id = $1', [id]))[0].next_fire_at;

it('moves fires that have passed on, and leaves the others', async () => {
  await insert('passed', '0 3 * * *', '2020-01-01T03:00:00Z');
  await insert('ahead', '0 3 * * *', '2999-01-01T00:00:00Z');
  await insert('never-again', '0 0 30 2 *', '2020-01-01T03:00:00Z');
  await insert('unknown-form', 'of an older version', '2020-01-01T03:00:00Z');
  await insert('by-hand', null, null);
  const service = new NextFireService(new NextFireRepository(sql));

  expect(await service.advance()).toBe(3);
  const passed = await stored('passed');
  expect(passed?.getUTCHours()).toBe(3);
  expect(Number(passed) - Date.now()).toBeGreaterThan(-60_000);
  expect(Number(passed) - Date.now()).toBeLessThan(25 * 3_600_000);
  expect(await stored('ahead')).toEqual(new Date('2999-01-01T00:00:00Z'));
  expect(await stored('never-again')).toBeNull();
  expect(await stored('unknown-form')).toBeNull();
  expect(await service.advance()).toBe(0);
});

it('does not overwrite what follows from a schedule that was changed meanwhile', async () => {
  await insert('changed', '0 3 * * *', '2020-01-01T03:00:00Z');
  const fires = new NextFireRepository(sql);
  const due = await fires.findDue(10);
  await dataSource.query(
    `UPDATE process_record SET schedule = '0 4 * * *', next_fire_at = '2999-04-04T04:00Z' WHERE id = 'changed'`,
  );
  await fires.advance(due.map((fire) => ({ ...fire, nextFireAt: new Date('2998-01-01T00:00:00Z') })));
  expect(await stored('changed')).toEqual(new Date('2999-04-04T04:00:00Z'));
});
