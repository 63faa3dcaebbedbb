import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardMarginMs } from '@app/config';
import {
  EngineFixture,
  eventually,
  runTypescript,
  TcpProxy,
  type TestDatabase,
  type TypescriptProcess,
  temporaryFolder,
  testDatabase,
} from '@app/testing';

const LEASE_MS = 6_000;
const folder = temporaryFolder('lease-end');

// A shell and a daemon that ignore SIGTERM and sign with the host's clock, which is the database's too.
const SIGNS = join(folder.path, 'signs-of-');
const signing = `trap "" TERM HUP; while :; do date +%s%3N >>"${SIGNS}$TASK_ID"; sleep 0.02; done`;
const COMMAND = `(setsid sh -c '${signing}' >/dev/null 2>&1 &); ${signing}`;

// Keeps the event loop of the process from turning once it is told to.
const BLOCKING = join(folder.path, 'blocking.cjs');
const BLOCKED_FOR_MS = 60_000;

let database: TestDatabase;
let engine: EngineFixture;
let proxy: TcpProxy;
const workers: TypescriptProcess[] = [];

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  proxy = await TcpProxy.listen(Number(new URL(database.url).port));
  writeFileSync(
    BLOCKING,
    `process.on('SIGUSR2', () => { const end = Date.now() + ${BLOCKED_FOR_MS}; while (Date.now() < end); });`,
  );
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await proxy?.close();
  await engine?.close();
  await database?.drop();
  folder.remove();
});

function startWorker(name: string, env: Record<string, string>): TypescriptProcess {
  const worker = runTypescript('apps/worker/src/main.ts', [], {
    env: {
      DATABASE_URL: database.url,
      DATA_DIR: join(folder.path, name),
      LEASE_MS: String(LEASE_MS),
      SWEEP_MS: '200',
      WORKER_CONCURRENCY: '1',
      ...env,
    },
  });
  workers.push(worker);
  return worker;
}

const lastSign = (taskId: string) => Number(readFileSync(`${SIGNS}${taskId}`, 'utf8').trimEnd().split('\n').at(-1));

async function taskOf(worker: TypescriptProcess): Promise<string> {
  return eventually('the worker runs its task', async () => {
    const rows = await engine.rows(
      `SELECT task_instance AS id FROM scheduled_tasks s JOIN worker w ON w.id = s.picked_by WHERE w.pid = $1`,
      [worker.child.pid],
    );
    return rows[0] && String(rows[0].id);
  });
}

/** Waits until the database counts the task's lease as over; gives when that was, in ms since 1970. */
async function endOfLease(taskId: string): Promise<number> {
  return eventually('the lease is over', async () => {
    const row = await engine.row(
      `SELECT extract(epoch FROM last_heartbeat) * 1000 + $2 AS "end", extract(epoch FROM now()) * 1000 AS now
       FROM scheduled_tasks WHERE task_instance = $1`,
      [taskId, LEASE_MS],
    );
    return Number(row.now) > Number(row.end) + 200 && Number(row.end);
  });
}

it('has the commands of a frozen, a blocked and a cut off worker dead before their leases end', async () => {
  const cutOff = new URL(database.url);
  cutOff.port = String(proxy.port);
  const frozen = startWorker('frozen', {});
  const blocked = startWorker('blocked', { NODE_OPTIONS: `--require ${BLOCKING}`, ISOLATION: 'process-group' });
  const alone = startWorker('alone', { DATABASE_URL: cutOff.href });
  await Promise.all(workers.map((worker) => worker.line(/isolation mode/)));
  await engine.saveType('signing', [{ command: COMMAND }]);
  for (const id of ['one', 'two', 'three']) {
    await engine.saveRecord(id, 'signing', 1);
    await engine.runs.start(id, { triggeredBy: 'test' });
  }
  const tasks = await Promise.all([frozen, blocked, alone].map(taskOf));
  for (const task of tasks) await eventually('it gives signs of life', () => signsOf(task) > 20);

  frozen.child.kill('SIGSTOP');
  blocked.child.kill('SIGUSR2');
  proxy.goHalfOpen();
  const hitAt = Date.now();
  const ends = await Promise.all(tasks.map(endOfLease));

  const margins = ends.map((end, index) => end - lastSign(tasks[index] ?? ''));
  // A part of the margin is left, also on a busy machine.
  for (const margin of margins) expect(margin).toBeGreaterThan(guardMarginMs(LEASE_MS) / 4);
  // They were hit when alive, and lived on: it was the guard that ended them.
  for (const task of tasks) expect(lastSign(task)).toBeGreaterThan(hitAt + LEASE_MS / 4);
}, 600_000);

function signsOf(taskId: string): number {
  try {
    return readFileSync(`${SIGNS}${taskId}`, 'utf8').split('\n').length;
  } catch {
    return 0;
  }
}
