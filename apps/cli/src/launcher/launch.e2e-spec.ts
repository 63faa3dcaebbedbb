import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  descendantsOf,
  eventually,
  freePort,
  isRunning,
  runTypescript,
  type TypescriptProcess,
  temporaryFolder,
  testRedis,
} from '@app/testing';

interface Launched {
  readonly process: TypescriptProcess;
  readonly dataDir: string;
  readonly url: string;
}

const folder = temporaryFolder('launcher');
const dataDir = join(folder.path, 'data');
const launched: TypescriptProcess[] = [];
const seen = new Set<number>();

afterEach(async () => {
  for (const { child } of launched) if (child.exitCode === null) child.kill('SIGKILL');
  await eventually('nothing is left running', nothingLeft, 40_000);
  launched.length = 0;
  seen.clear();
});

afterAll(() => folder.remove());

/** Remembers everything that the launchers have started so far. */
function remember(): number[] {
  for (const { child } of launched) for (const pid of descendantsOf(child.pid ?? 0)) seen.add(pid);
  return [...seen];
}

const nothingLeft = () => ![...seen].some(isRunning);

async function start(env: Record<string, string> = {}): Promise<Launched> {
  const port = env.PORT ?? String(await freePort());
  const merged = { DATA_DIR: dataDir, PORT: port, WORKERS: '1', ...env };
  const process = runTypescript('apps/cli/src/main.ts', [], { env: merged });
  launched.push(process);
  return { process, dataDir: merged.DATA_DIR, url: `http://127.0.0.1:${port}` };
}

async function startReady(env?: Record<string, string>): Promise<Launched> {
  const one = await start(env);
  await one.process.line(/^Process Orchestrator is ready/);
  remember();
  return one;
}

/** The lines of a start that has to fail; fails itself unless that left nothing behind. */
async function refusal(env: Record<string, string>): Promise<string[]> {
  const { process } = await start(env);
  const started = new Set<number>();
  const watch = setInterval(() => {
    for (const pid of descendantsOf(process.child.pid ?? 0)) started.add(pid);
  }, 50);
  const { code } = await process.ended;
  clearInterval(watch);
  expect(code).toBe(1);
  expect([...started].filter(isRunning)).toEqual([]);
  return process.output.filter((line) => !line.startsWith('{'));
}

async function get(url: string, password: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  return fetch(url, { headers: { authorization } });
}

describe('a start', () => {
  it('serves, keeps its data and its password over a Ctrl-C, and leaves nothing running', async () => {
    const first = await startReady();
    const announced = await first.process.line(/^Sign in as admin with the password /);
    const password = readFileSync(join(dataDir, 'admin-password'), 'utf8').trim();
    expect(announced).toBe(`Sign in as admin with the password ${password}`);
    expect((await get(`${first.url}/process-records`, password)).status).toBe(200);
    expect((await get(`${first.url}/process-records`, 'wrong')).status).toBe(401);
    const created = await fetch(`${first.url}/process-records`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ id: 'kept', type: 'single-task-process' }),
    });
    expect(created.status).toBe(201);
    expect(await first.process.end('SIGINT')).toEqual({ code: 0, signal: null });
    expect(nothingLeft()).toBe(true);

    const second = await startReady();
    expect(second.process.output.some((line) => line.startsWith('Sign in'))).toBe(false);
    expect((await get(`${second.url}/process-records/kept`, password)).status).toBe(200);
    expect(await second.process.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(nothingLeft()).toBe(true);
  });

  it('runs beside another one on another port and folder, and is refused on the same folder', async () => {
    const [first, other] = await Promise.all([
      startReady(),
      startReady({ DATA_DIR: join(folder.path, 'other'), WORKERS: '0' }),
    ]);
    expect(await refusal({})).toEqual([
      `The database in ${join(dataDir, 'postgres')} is in use by another Process Orchestrator (pid ${first.process.child.pid}): stop it, or choose another DATA_DIR`,
    ]);
    for (const { url } of [first, other]) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await Promise.all([first, other].map(({ process }) => process.end('SIGINT')));
    expect(nothingLeft()).toBe(true);
  });
});

it.each([
  ['--help', /^Usage: npm start/],
  ['--version', /^\d+\.\d+\.\d+/],
])('%s says so, and starts nothing', async (arg, said) => {
  const launcher = runTypescript('apps/cli/src/main.ts', [arg], { env: { DATA_DIR: join(folder.path, 'none') } });
  launched.push(launcher);
  expect(await launcher.ended).toEqual({ code: 0, signal: null });
  expect(launcher.output[0]).toMatch(said);
  expect(existsSync(join(folder.path, 'none'))).toBe(false);
});

describe('what dies', () => {
  it('is started again: the API, a worker, PostgreSQL', async () => {
    const { process: launcher, url } = await startReady({ LOG_LEVEL: 'debug' });
    const postgres = Number(/pid (\d+)/.exec(await launcher.line(/PostgreSQL started/))?.[1]);
    const services = descendantsOf(launcher.child.pid ?? 0).filter((pid) => commandOf(pid).includes('/src/main.ts'));
    expect(services).toHaveLength(2);
    for (const pid of [...services, postgres]) process.kill(pid, 'SIGKILL');
    await launcher.line(/API ended \(SIGKILL\)/);
    await launcher.line(/worker 1 ended \(SIGKILL\)/);
    await launcher.line(/PostgreSQL had ended and was started again/);
    await eventually('the API is ready again', async () => {
      remember();
      return fetch(`${url}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      );
    });
    remember();
    expect(await launcher.end('SIGINT')).toEqual({ code: 0, signal: null });
    expect(nothingLeft()).toBe(true);
  });

  it('is nobody else when the launcher itself is killed: all the others end', async () => {
    const { process: launcher } = await startReady();
    expect(remember().length).toBeGreaterThan(3);
    await launcher.end('SIGKILL');
    await eventually('nothing is left running', nothingLeft, 40_000);
    const again = await startReady();
    expect(await again.process.end('SIGINT')).toEqual({ code: 0, signal: null });
  });
});

describe('a start that cannot work says so in one line', () => {
  it('when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const fresh = join(folder.path, 'not-made');
    expect(await refusal({ PORT: String(port), DATA_DIR: fresh })).toEqual([
      `PORT ${port} on 127.0.0.1 is in use: stop the program that uses it, or set PORT to another one`,
    ]);
    expect(existsSync(fresh)).toBe(false);
    other.close();
  });

  it('when the data folder cannot be written', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    const lines = await refusal({ DATA_DIR: join(file, 'data') });
    expect(lines).toEqual([expect.stringMatching(/^DATA_DIR .*file\/data cannot be written: ENOTDIR/)]);
  });

  it('when a variable is wrong', async () => {
    expect(await refusal({ PORT: 'eighty' })).toEqual(['PORT must be a whole number from 1 to 65535, but is "eighty"']);
  });

  it('when there is an argument, which nothing reads', async () => {
    const launcher = runTypescript('apps/cli/src/main.ts', ['--port', '9000'], { env: {} });
    launched.push(launcher);
    expect(await launcher.ended).toEqual({ code: 1, signal: null });
    expect(launcher.output).toEqual([expect.stringMatching(/^Unknown option '--port': see --help/)]);
  });

  it('when Redis would evict queued work', async () => {
    const redis = await testRedis({ maxmemoryPolicy: 'allkeys-lru' });
    try {
      expect(await refusal({ REDIS_URL: redis.url })).toEqual([expect.stringMatching(/noeviction/)]);
    } finally {
      await redis.stop();
    }
  });
});

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
}
