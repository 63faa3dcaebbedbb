import { dataSourceOptions, SqlClient, type Statement } from '@app/database';
import { type TestDatabase, testDatabase } from '@app/testing';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { ProcessRecordRepository } from './process-record.repository';
import type { RecordFilter, RecordSort } from './record-filter';

const ROWS = 20_000;
const LIMIT = 100;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Relation Name'?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Remembers the statements that ran, to explain them afterwards. */
class RememberingSql extends SqlClient {
  readonly statements: { readonly text: string; readonly values: readonly unknown[] }[] = [];

  override query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    this.statements.push({ text: statement.text, values });
    return super.query<Row>(statement, values);
  }
}

let database: TestDatabase;
let dataSource: DataSource;
let sql: RememberingSql;
let records: ProcessRecordRepository;

beforeAll(async () => {
  database = await testDatabase();
  dataSource = await new DataSource(dataSourceOptions({ url: database.url })).initialize();
  sql = new RememberingSql((dataSource.driver as unknown as { master: Pool }).master);
  records = new ProcessRecordRepository(sql);
  await dataSource.query(
    `INSERT INTO process_type (name, source, current_version) VALUES ('a', 'api', 1), ('b', 'api', 1)`,
  );
  await dataSource.query(
    `INSERT INTO process_record (id, type, total_tasks, current_status, created_at, next_fire_at)
     SELECT 'record-' || n, CASE WHEN n % 2 = 0 THEN 'a' ELSE 'b' END, 1,
       (ARRAY['PENDING', 'COMPLETED', 'FAILED', 'STOPPED'])[1 + n % 4], now() - n * interval '1 second',
       CASE WHEN n % 3 = 0 THEN now() + n % 97 * interval '1 minute' END
     FROM generate_series(1, ${ROWS}) n`,
  );
  await dataSource.query('VACUUM ANALYZE process_record');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** Rows of a table that the database touched to read the page. */
async function rowsTouched(
  filter: RecordFilter,
  cursor: string | undefined,
  table: 'process_record' | 'process_run' = 'process_record',
): Promise<number> {
  sql.statements.length = 0;
  await records.list(filter, { limit: LIMIT, cursor });
  const list = sql.statements.find((statement) => statement.text.includes('"usualDurationMs"'));
  if (!list) throw new Error('no list was read');
  const [explained] = await dataSource.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${list.text}`, [...list.values]);
  return touched(explained['QUERY PLAN'][0].Plan, table);
}

function touched(node: PlanNode, table: string): number {
  const rows = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  const own = node['Relation Name'] === table ? rows : 0;
  return (node.Plans ?? []).reduce((sum, child) => sum + touched(child, table), own);
}

/** The cursor after so many pages. */
async function cursorAfter(filter: RecordFilter, pages: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++)
    cursor = (await records.list(filter, { limit: 1000, cursor })).next ?? undefined;
  return cursor;
}

const SORTS: RecordSort[] = [
  'createdAt',
  '-createdAt',
  'id',
  '-id',
  'status',
  '-status',
  'type',
  '-type',
  'nextFireAt',
];

it.each<[string, RecordFilter, number]>([
  ...SORTS.map((sort): [string, RecordFilter, number] => [`sorted by ${sort}`, { sort }, 1]),
  // One row in four, one in two pass the filter: what is passed over does not grow with the depth either.
  ['of one status', { sort: '-createdAt', status: 'FAILED' }, 5],
  ['of one type', { sort: '-createdAt', type: 'a' }, 3],
])('a deep page costs what the first one does: %s', async (_, filter, factor) => {
  const most = (LIMIT + 1) * factor;
  expect(await rowsTouched(filter, undefined)).toBeLessThanOrEqual(most);
  expect(await rowsTouched(filter, await cursorAfter(filter, 4))).toBeLessThanOrEqual(most);
});

it('the usual duration is read for the rows of the page only, from at most twenty runs of each', async () => {
  await dataSource.query(
    `INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by)
     VALUES ('a', 1, '{}', '', 'test')`,
  );
  await dataSource.query(
    `INSERT INTO process_run (id, process_record_id, run_number, type, type_version, status, total_tasks, trigger,
       triggered_by, completed_at)
     SELECT gen_random_uuid(), 'record-' || record, run, 'a', 1, CASE WHEN run % 4 = 0 THEN 'FAILED' ELSE 'COMPLETED' END,
       1, 'manual', 'test', now()
     FROM generate_series(1, 300) record, generate_series(1, 60) run`,
  );
  await dataSource.query('VACUUM ANALYZE process_run');
  const most = (LIMIT + 1) * 20;
  expect(await rowsTouched({ sort: '-createdAt' }, undefined, 'process_run')).toBe(most);
});
