import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  eventually,
  freePort,
  runTypescript,
  type TestDatabase,
  type TestRedis,
  type TypescriptProcess,
  temporaryFolder,
  testDatabase,
  testRedis,
} from '@app/testing';

// The topology of docker-compose.yml without containers: one API, three workers, PostgreSQL and Redis.
const WORKERS = 3;
const LEASE_MS = 3_000;
const SWEEP_MS = 500;
const KILL_GRACE_MS = 500;
/** For the machine to get round to it. */
const MARGIN_MS = 5_000;
const AUTHORIZATION = `Basic ${Buffer.from('admin:a password for tests').toString('base64')}`;

interface Worker {
  readonly id: string;
  readonly pid: number;
  readonly alive: boolean;
}

interface Attempt {
  readonly workerId: string;
  readonly startedAt: string;
  readonly outcome: string | null;
}

const folder = temporaryFolder('topology');
const processes: TypescriptProcess[] = [];
let database: TestDatabase;
let redis: TestRedis;
let api: string;

beforeAll(async () => {
  [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const port = await freePort();
  api = `http://127.0.0.1:${port}`;
  startService('api', 0, { PORT: String(port), ADMIN_PASSWORD: 'a password for tests' });
  for (let number = 1; number <= WORKERS; number += 1) startService('worker', number, { WORKER_CONCURRENCY: '3' });
  await eventually('all services are ready', async () => {
    for (const { child, output } of processes) if (child.exitCode !== null) throw new Error(output.join('\n'));
    const ready = await fetch(`${api}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    return ready && (await workers()).length === WORKERS;
  });
});

afterAll(async () => {
  await Promise.all(processes.map((service) => service.child.exitCode ?? service.end('SIGTERM')));
  await Promise.all([redis.stop(), database.drop()]);
  folder.remove();
});

function startService(app: 'api' | 'worker', number: number, env: Record<string, string>): void {
  const service = runTypescript(`apps/${app}/src/main.ts`, [], {
    ipc: true,
    env: {
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      DATA_DIR: join(folder.path, `${app}-${number}`),
      LEASE_MS: String(LEASE_MS),
      SWEEP_MS: String(SWEEP_MS),
      KILL_GRACE_MS: String(KILL_GRACE_MS),
      ...env,
    },
  });
  processes.push(service);
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

async function workers(): Promise<Worker[]> {
  return (await call<Worker[]>('GET', '/api/workers')).filter(({ alive }) => alive);
}

async function attemptsOf(recordId: string): Promise<Attempt[]> {
  const { tasks } = await call<{ tasks: { id: string }[] }>('GET', `/api/processes/${recordId}`);
  const details = await Promise.all(
    tasks.map(({ id }) => call<{ attempts: Attempt[] }>('GET', `/api/task-details/${id}`)),
  );
  return details.flatMap(({ attempts }) => attempts);
}

const stateOf = async (recordId: string) =>
  (await call<{ currentStatus: string }>('GET', `/process-records/${recordId}`)).currentStatus;

it('runs 30 records to their end, spread over the workers', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `spread-${index}`);
  await Promise.all(ids.map((id) => call('POST', '/process-records', { id, type: 'three-task-process', start: true })));
  await eventually(
    'all 30 are completed',
    async () => {
      const states = await Promise.all(ids.map(stateOf));
      expect(states).not.toContain('FAILED');
      return states.every((state) => state === 'COMPLETED');
    },
    60_000,
  );
  const attempts = (await Promise.all(ids.map(attemptsOf))).flat();
  expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(90).fill('SUCCEEDED'));
  const used = new Set(attempts.map(({ workerId }) => workerId));
  expect([...used].sort()).toEqual((await workers()).map(({ id }) => id).sort());
});

it('recovers a task whose worker was killed, and leaves nothing of it running', async () => {
  const mark = `600.${process.pid}${Date.now() % 100_000}`;
  const started = join(folder.path, 'started');
  await call('POST', '/process-types', {
    name: 'killed',
    tasks: [
      {
        name: 'first-attempt-hangs',
        command: `if [ "$TASK_ATTEMPT" = 1 ]; then setsid sleep ${mark} & echo yes > '${started}'; sleep ${mark}; fi; echo recovered`,
        maxRetries: 1,
      },
    ],
  });
  await call('POST', '/process-records', { id: 'killed', type: 'killed', start: true });
  await eventually('the command runs', () => contentOf(started) === 'yes\n' && commandsWith(mark) === 2);

  const [{ workerId } = { workerId: '' }] = await attemptsOf('killed');
  const { pid } = (await workers()).find(({ id }) => id === workerId) ?? { pid: 0 };
  const killed = processes.find(({ child }) => child.pid === pid);
  const killedAt = Date.now();
  await killed?.end('SIGKILL');

  await eventually('the record is completed', async () => (await stateOf('killed')) === 'COMPLETED', 30_000);
  const attempts = await attemptsOf('killed');
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['WORKER_LOST', 'SUCCEEDED']);
  expect(attempts[1]?.workerId).not.toBe(workerId);
  const recoveredAfter = Date.parse(attempts[1]?.startedAt ?? '') - killedAt;
  expect(recoveredAfter).toBeLessThan(LEASE_MS + KILL_GRACE_MS + SWEEP_MS + MARGIN_MS);
  expect(commandsWith(mark)).toBe(0);
});

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** How many processes sleep for just this long. */
function commandsWith(mark: string): number {
  const lines = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.trim() === `sleep ${mark}`).length;
}
