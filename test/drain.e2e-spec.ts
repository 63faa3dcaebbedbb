import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BullmqStepQueue, prepareQueueLocation, queueTimes } from '@app/step-queue';
import {
  EngineFixture,
  eventually,
  runTypescript,
  type TestDatabase,
  type TypescriptProcess,
  temporaryFolder,
  testDatabase,
} from '@app/testing';

const folder = temporaryFolder('drain');
const file = (name: string) => join(folder.path, name);
const workers: TypescriptProcess[] = [];
let database: TestDatabase;
let engine: EngineFixture;
let queue: BullmqStepQueue;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await prepareQueueLocation({ kind: 'postgres', url: database.url });
  queue = new BullmqStepQueue(
    { kind: 'postgres', url: database.url },
    queueTimes({ leaseMs: 15_000, sweepMs: 100 }),
    () => undefined,
  );
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await queue?.close();
  await engine?.close();
  await database?.drop();
  folder.remove();
});

function startWorker(): TypescriptProcess {
  const worker = runTypescript('apps/worker/src/main.ts', [], {
    env: { DATABASE_URL: database.url, DATA_DIR: file('data'), SWEEP_MS: '100', KILL_GRACE_MS: '500' },
  });
  workers.push(worker);
  return worker;
}

async function start(id: string, command: string): Promise<void> {
  await engine.saveType(id, [{ command, maxRetries: 0 }]);
  await engine.saveRecord(id, id, 1);
  await engine.runs.start(id, { triggeredBy: 'test' });
}

const taskOf = (id: string) =>
  engine.row('SELECT status, retry_count, attempt_count FROM tasks WHERE process_record_id = $1', [id]);
const whenCompleted = (id: string) =>
  eventually(`${id} is completed`, async () => (await taskOf(id)).status === 'COMPLETED' && (await taskOf(id)));

it('takes no new work on SIGTERM, lets commands finish, gives the rest back at no cost when asked again, and exits with 0', async () => {
  const worker = startWorker();
  await worker.line(/isolation mode/);
  await start('finishes', `touch ${file('one')}; until [ -e ${file('go-on')} ]; do sleep 0.02; done`);
  await start(
    'hangs',
    `[ "$TASK_ATTEMPT" = 2 ] && exit; touch ${file('two')}; trap "" TERM; while :; do sleep 1; done`,
  );
  await eventually('both run', () => existsSync(file('one')) && existsSync(file('two')));

  worker.child.kill('SIGTERM');
  await worker.line(/Draining/);
  await start('late', 'echo late');
  // A slot is free and the delivery is there: a worker that takes work would take it at once.
  await queue.enqueue(engine.queue.delivered.slice(-1));
  writeFileSync(file('go-on'), '');
  expect(await whenCompleted('finishes')).toMatchObject({ attempt_count: 1 });
  expect(await taskOf('hangs')).toMatchObject({ status: 'IN_PROGRESS' });

  worker.child.kill('SIGINT');
  expect(await worker.ended).toEqual({ code: 0, signal: null });
  expect(await taskOf('hangs')).toEqual({ status: 'PENDING', retry_count: 0, attempt_count: 1 });
  expect(await taskOf('late')).toMatchObject({ status: 'PENDING', attempt_count: 0 });
  expect(await engine.rows('SELECT FROM scheduled_tasks WHERE picked')).toEqual([]);
  expect(await engine.row('SELECT stopped_at IS NOT NULL AS stopped FROM worker')).toEqual({ stopped: true });

  await startWorker().line(/isolation mode/);
  expect(await whenCompleted('hangs')).toMatchObject({ retry_count: 0, attempt_count: 2 });
  await whenCompleted('late');
}, 600_000);
