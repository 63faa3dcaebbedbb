import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, temporaryFolder, WorkerFixture } from '@app/testing';

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
let fixture: WorkerFixture;

beforeAll(async () => {
  fixture = await WorkerFixture.start(folder.path, {
    WORKER_CONCURRENCY: '3',
    OUTPUT_LIMIT_BYTES: String(LIMIT_BYTES),
  });
});

afterAll(async () => {
  await fixture?.close();
  folder.remove();
});

/** In bytes; `VmHWM` is the most that it ever was. */
function memoryOf(pid: number | undefined, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(join('/proc', String(pid), 'status'), 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
}

it('keeps the memory of a worker bounded, whatever its commands print and however much', async () => {
  const { engine, worker } = fixture;
  const before = memoryOf(worker.child.pid, 'VmRSS');
  const ids = Object.keys(FLOODS).map((_, index) => `flood-${index}`);
  for (const [index, command] of Object.values(FLOODS).entries()) {
    await engine.saveType(`flood-${index}`, [{ command }]);
    await fixture.start(`flood-${index}`, `flood-${index}`);
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
}, 600_000);
