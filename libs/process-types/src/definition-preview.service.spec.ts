import { EngineFixture, testDatabase, testKeys } from '@app/testing';
import { DefinitionPreviewService, type PreviewLimits } from './definition-preview.service';
import { parseDefinition } from './parse-definition';
import { ProcessTypeRepository } from './process-type.repository';
import { ProcessTypeUsageRepository } from './process-type-usage.repository';
import { ProcessTypeWriteRepository } from './process-type-write.repository';
import { RecordInputRepository } from './record-input.repository';
import { StoredInputs } from './stored-inputs';

const RECORDS = 1_000;
const tasks = [{ name: 'only', command: 'true' }];
const CURRENT = { name: 'export', parameters: [{ name: 'region' }, { name: 'rows', type: 'number' }], tasks };
const WITH_DATE = { ...CURRENT, parameters: [...CURRENT.parameters, { name: 'date', required: true }] };

let engine: EngineFixture;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  engine = await EngineFixture.open(database.url);
  const parsed = parseDefinition(CURRENT);
  if (!parsed.ok) throw new Error('the definition is wrong');
  await new ProcessTypeWriteRepository(engine.sql).changeTypes(async (types) => {
    const origin = { source: 'api', sourceFile: null, createdBy: 'test' } as const;
    await types.save({ definition: parsed.value, yaml: null }, origin, null);
  });
  // Many of one moment, as a script makes them. Every tenth gives rows, every hundredth is wrong already.
  await engine.rows(
    `INSERT INTO process_record (id, type, input_data, schedule, total_tasks, created_at)
     SELECT 'r-' || lpad(n::text, 4, '0'), 'export',
       CASE WHEN n % 100 = 50 THEN '{"rows": "many"}' WHEN n % 10 = 0 THEN '{"region": "eu", "rows": ' || n || '}' END,
       CASE WHEN n % 20 = 0 THEN '0 3 * * *' END, 1, timestamptz '2026-01-01' + (n / 300) * interval '1 day'
     FROM generate_series(1, $1) n`,
    [RECORDS],
  );
});

afterAll(async () => {
  await engine?.close();
  await drop?.();
});

const preview = (definition: unknown, limits?: PreviewLimits) =>
  new DefinitionPreviewService(
    new ProcessTypeRepository(engine.sql),
    new ProcessTypeUsageRepository(engine.sql),
    new RecordInputRepository(engine.sql),
    new StoredInputs(testKeys()),
    limits,
  ).preview('export', definition);

it('counts every record that could not start any more once, and names the oldest', async () => {
  for (const page of [7, RECORDS, RECORDS + 1]) {
    const limits = { records: RECORDS, inputCharacters: 1_000_000, page };
    expect(await preview(WITH_DATE, limits)).toEqual({
      version: 1,
      makesVersion: true,
      records: RECORDS,
      checked: RECORDS,
      unfit: RECORDS - 10,
      unfitScheduled: 50,
      firstUnfit: ['r-0001', 'r-0002', 'r-0003', 'r-0004', 'r-0005'].map((id) => ({
        id,
        schedule: null,
        issues: [{ field: 'inputData.date', message: 'Missing; must be a string.' }],
      })),
      activeRuns: [],
    });
  }
});

it('says of each change what the start would say', async () => {
  const [region, rows] = CURRENT.parameters;
  expect(await preview({ ...CURRENT, parameters: [region, { ...rows, type: 'string' }] })).toMatchObject({
    unfit: 90,
    firstUnfit: [
      { id: 'r-0010', issues: [{ field: 'inputData.rows', message: 'Must be a string; it is a number.' }] },
      { id: 'r-0020', schedule: '0 3 * * *' },
      {},
      {},
      {},
    ],
  });
  expect(await preview({ ...CURRENT, parameters: [rows] })).toMatchObject({
    unfit: 90,
    firstUnfit: [{ issues: [{ message: 'Is not a parameter of export. Its parameters: rows.' }] }, {}, {}, {}, {}],
  });
  expect(await preview({ ...CURRENT, parameters: [region, rows, { name: 'date', required: true, default: 'now' }] }))
    // What was wrong before is nothing new.
    .toMatchObject({ makesVersion: true, checked: RECORDS, unfit: 0, firstUnfit: [] });
});

it('looks at no record when nothing changes, and at a bounded part of very many', async () => {
  expect(await preview(`# why\n${JSON.stringify(CURRENT)}`)).toMatchObject({ makesVersion: false, unfit: 0 });
  expect(await preview(WITH_DATE, { records: 200, inputCharacters: 1_000_000, page: 50 })).toMatchObject({
    records: RECORDS,
    checked: 200,
    unfit: 198,
  });
  // r-0010 is the first with an input.
  expect(await preview(WITH_DATE, { records: RECORDS, inputCharacters: 1, page: 5 })).toMatchObject({ checked: 10 });
});

it('refuses a wrong definition, and one of another type', async () => {
  await expect(preview({ ...CURRENT, tasks: [] })).rejects.toMatchObject({ code: 'invalid' });
  await expect(preview({ ...CURRENT, name: 'other' })).rejects.toMatchObject({
    issues: [{ field: 'name', message: "Must be 'export': a type keeps its name." }],
  });
});

it('reads a page from the index of its type', async () => {
  await engine.rows('ANALYZE process_record');
  const plan = await engine.rows(
    `EXPLAIN SELECT id, input_data, schedule, created_at FROM process_record
     WHERE type = 'export' AND (created_at, id) > ('2026-01-02', 'r-0500') ORDER BY created_at, id LIMIT 50`,
  );
  expect(JSON.stringify(plan)).toContain('using process_record_type');
});
