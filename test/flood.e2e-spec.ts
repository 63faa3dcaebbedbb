import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EngineFixture,
  eventually,
  runTypescript,
  type TestDatabase,
  type TypescriptProcess,
  temporaryFolder,
  testDatabase,
} from '@app/testing';

const FLOOD_BYTES = 200_000_000;
const LIMIT_BYTES = 20_000_000;
/** Far below what holding the output, or the part of it that is kept for each command at once, would take. */
const GROWTH_LIMIT_BYTES = 150_000_000;

/** Output that is unkind to whoever reads it in lines or as text. */
const FLOODS: Record<string, string> = {
  'one endless line of NUL': `head -c ${FLOOD_BYTES} /dev/zero`,
  'millions of short lines': `yes | head -c ${FLOOD_BYTES}`,
  'broken UTF-8': `head -c ${FLOOD_BYTES} /dev/zero | tr '\\0' '\\377'`,
};

const folder = temporaryFolder('flood');
let database: TestDatabase;
let engine: EngineFixture;
let worker: TypescriptProcess;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  worker = runTypescript('apps/worker/src/main.ts', [], {
    env: {
      DATABASE_URL: database.url,
      DATA_DIR: folder.path,
      SWEEP_MS: '100',
      WORKER_CONCURRENCY: '3',
      OUTPUT_LIMIT_BYTES: String(LIMIT_BYTES),
    },
  });
  await worker.line(/isolation mode/);
});

afterAll(async () => {
  await worker?.end('SIGKILL');
  await engine?.close();
  await database?.drop();
  folder.remove();
});

/** In bytes; `VmHWM` is the most that it ever was. */
function memoryOf(pid: number | undefined, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(join('/proc', String(pid), 'status'), 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
}

it('keeps the memory of a worker bounded, whatever its commands print and however much', async () => {
  const before = memoryOf(worker.child.pid, 'VmRSS');
  const ids = Object.keys(FLOODS).map((_, index) => `flood-${index}`);
  for (const [index, command] of Object.values(FLOODS).entries()) {
    await engine.saveType(`flood-${index}`, [{ command }]);
    await engine.saveRecord(`flood-${index}`, `flood-${index}`, 1);
    await engine.runs.start(`flood-${index}`, { triggeredBy: 'test' });
  }
  const tasks = await eventually(
    'all are over',
    async () => {
      const rows = await engine.rows(
        `SELECT process_record_id AS id, status, output_bytes::bigint AS bytes, output_truncated AS truncated,
           (SELECT sum(length(data)) FROM attempt_output o WHERE o.task_id = t.id)::integer AS stored
         FROM tasks t ORDER BY process_record_id`,
      );
      return rows.every(({ status }) => status !== 'PENDING' && status !== 'IN_PROGRESS') && rows;
    },
    100_000,
  );
  const growth = memoryOf(worker.child.pid, 'VmHWM') - before;
  expect(tasks.map(({ id, status, bytes, truncated }) => [id, status, Number(bytes), truncated])).toEqual(
    ids.map((id) => [id, 'COMPLETED', FLOOD_BYTES, true]),
  );
  for (const { stored } of tasks) expect(Math.abs(Number(stored) - LIMIT_BYTES)).toBeLessThan(200);
  expect(growth).toBeLessThan(GROWTH_LIMIT_BYTES);
}, 120_000);
