import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, ServiceTopology } from '@app/testing';

// The topology of docker-compose.yml without containers: one API, three workers, PostgreSQL and Redis.
const WORKERS = 3;
// Long enough that no claim's answer takes so long that the claim is given back, on a slow machine either.
const LEASE_MS = 12_000;
const SWEEP_MS = 500;
const KILL_GRACE_MS = 3_000;
/** For the machine to get round to it. */
const MARGIN_MS = 5_000;

interface Attempt {
  readonly workerId: string;
  readonly startedAt: string;
  readonly outcome: string | null;
}

let topology: ServiceTopology;

beforeAll(async () => {
  topology = await ServiceTopology.start({
    backend: 'redis',
    workers: WORKERS,
    env: {
      WORKER_CONCURRENCY: '3',
      LEASE_MS: String(LEASE_MS),
      SWEEP_MS: String(SWEEP_MS),
      KILL_GRACE_MS: String(KILL_GRACE_MS),
    },
  });
});

afterAll(() => topology?.stop());

async function attemptsOf(recordId: string): Promise<Attempt[]> {
  const { tasks } = await topology.call<{ tasks: { id: string }[] }>('GET', `/api/processes/${recordId}`);
  const details = await Promise.all(
    tasks.map(({ id }) => topology.call<{ attempts: Attempt[] }>('GET', `/api/task-details/${id}`)),
  );
  return details.flatMap(({ attempts }) => attempts);
}

it('runs 30 records to their end, spread over the workers', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `spread-${index}`);
  await Promise.all(
    ids.map((id) => topology.call('POST', '/process-records', { id, type: 'three-task-process', start: true })),
  );
  await eventually(
    'all 30 are completed',
    async () => {
      const states = await Promise.all(ids.map((id) => topology.statusOf(id)));
      expect(states).not.toContain('FAILED');
      return states.every((state) => state === 'COMPLETED');
    },
    180_000,
  );
  const attempts = (await Promise.all(ids.map(attemptsOf))).flat();
  expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(90).fill('SUCCEEDED'));
  const used = new Set(attempts.map(({ workerId }) => workerId));
  expect([...used].sort()).toEqual((await topology.workers()).map(({ id }) => id).sort());
});

interface Fire {
  readonly fireAt: string;
  readonly lastFireAt: string;
  readonly outcome: string;
  readonly runId: string | null;
}
const firesOf = (id: string) => topology.call<Fire[]>('GET', `/process-records/${id}/schedule/fires?limit=1000`);

it('fires schedules: each fire once, whichever worker takes it, and no second without account', async () => {
  const delayed = Array.from({ length: 20 }, (_, index) => `delayed-${index}`);
  const create = (id: string, schedule: string) =>
    topology.call('POST', '/process-records', { id, type: 'single-task-process', schedule });
  await Promise.all([create('each-second', '* * * * * *'), ...delayed.map((id) => create(id, 'every 1h'))]);
  await eventually(
    'all delays have begun and the seconds go on',
    async () => {
      const states = await Promise.all(delayed.map((id) => topology.statusOf(id)));
      const runs = (await firesOf('each-second')).filter(({ outcome }) => outcome === 'RUN');
      return states.every((state) => state === 'COMPLETED') && runs.length >= 3;
    },
    180_000,
  );
  await topology.call('PUT', '/process-records/each-second', { schedule: null });
  for (const id of delayed) expect(await firesOf(id)).toMatchObject([{ outcome: 'RUN', runId: expect.any(String) }]);
  const fires = (await firesOf('each-second')).toReversed();
  for (const [index, { fireAt }] of fires.entries()) {
    const before = fires[index - 1];
    if (before) expect(Date.parse(fireAt) - Date.parse(before.lastFireAt)).toBe(1_000);
  }
  const runs = await topology.call<{ scheduledFireAt: string }[]>('GET', '/process-records/each-second/runs');
  const fired = fires.filter(({ outcome }) => outcome === 'RUN').map(({ fireAt }) => fireAt);
  expect(runs.map(({ scheduledFireAt }) => scheduledFireAt).toReversed()).toEqual(fired);
});

it('recovers a task whose worker was killed, and leaves nothing of it running', async () => {
  const mark = `600.${process.pid}${Date.now() % 100_000}`;
  const started = join(topology.folder.path, 'started');
  await topology.call('POST', '/process-types', {
    name: 'killed',
    tasks: [
      {
        name: 'first-attempt-hangs',
        command: `if [ "$TASK_ATTEMPT" = 1 ]; then setsid sleep ${mark} & echo yes > '${started}'; sleep ${mark}; fi; echo recovered`,
        maxRetries: 1,
      },
    ],
  });
  await topology.call('POST', '/process-records', { id: 'killed', type: 'killed', start: true });
  await eventually('the command runs', () => contentOf(started) === 'yes\n' && commandsWith(mark) === 2);

  const [{ workerId } = { workerId: '' }] = await attemptsOf('killed');
  const { pid } = (await topology.workers()).find(({ id }) => id === workerId) ?? { pid: 0 };
  const killed = topology.processes.find(({ child }) => child.pid === pid);
  const killedAt = Date.now();
  await killed?.end('SIGKILL');

  await eventually('the record is completed', async () => (await topology.statusOf('killed')) === 'COMPLETED', 90_000);
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
