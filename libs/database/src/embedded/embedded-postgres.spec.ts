import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, runTypescript, type TypescriptProcess, temporaryFolder } from '@app/testing';
import { Client } from 'pg';
import { PostgresServer } from './postgres-server';
import { isAlive, isPostmaster, postmasterFile, readPostmaster } from './postmaster-file';

interface Owner {
  readonly process: TypescriptProcess;
  readonly url: string;
  readonly pid: number;
  readonly reused: boolean;
  readonly service: number;
}

const parent = temporaryFolder('embedded');
const folder = join(parent.path, 'postgres');
const data = join(folder, 'data');
const owners: TypescriptProcess[] = [];

beforeAll(() => own().then((owner) => owner.process.end('SIGTERM')));

afterEach(async () => {
  for (const owner of owners.splice(0)) if (owner.child.exitCode === null) await owner.end('SIGKILL');
  await eventually('the server has ended', () => !serverRuns());
});

afterAll(() => parent.remove());

const serverRuns = () => {
  const postmaster = readPostmaster(data);
  return postmaster !== null && isPostmaster(postmaster.pid, data);
};

function start(...args: string[]): TypescriptProcess {
  const owner = runTypescript('libs/testing/src/scripts/own-embedded-postgres.ts', [folder, ...args]);
  owners.push(owner);
  return owner;
}

async function own(...args: string[]): Promise<Owner> {
  const process = start(...args);
  return { process, ...(JSON.parse(await process.line(/^\{/)) as Omit<Owner, 'process'>) };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('a server of its own', () => {
  it('keeps its data and its password from one start to the next', async () => {
    const first = await own();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.process.end('SIGTERM');
    const second = await own();
    expect(second.reused).toBe(false);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('is durable, takes passwords only, listens on this machine only and speaks UTF-8', async () => {
    const { url } = await own();
    const settings = await query(
      url,
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes',
        'listen_addresses', 'unix_socket_directories', 'max_connections', 'server_encoding') ORDER BY name`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      max_connections: '200',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    });
    expect(await query(url, 'SELECT DISTINCT auth_method FROM pg_hba_file_rules')).toEqual([
      { auth_method: 'scram-sha-256' },
    ]);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  it('does not run as root', async () => {
    const { pid, url } = await own();
    expect(isAlive(pid)).toBe(true);
    await expect(query(url, `COPY (SELECT 1) TO PROGRAM 'cat > /dev/null; test "$(id -u)" != 0'`)).resolves.toEqual([]);
  });
});

describe('when the launcher was killed', () => {
  it('ends once no service uses it any more', async () => {
    const owner = await own('service');
    await owner.process.end('SIGKILL');
    expect(await query(owner.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    process.kill(owner.service, 'SIGKILL');
    await eventually('the server has ended', () => !serverRuns());
  });

  it('is taken over by the next launcher, and stays when the services of the first end', async () => {
    const first = await own('service');
    await first.process.end('SIGKILL');
    const second = await own();
    expect(second).toMatchObject({ reused: true, pid: first.pid, url: first.url });
    process.kill(first.service, 'SIGKILL');
    await eventually('the guard of the first has ended', () => !guardIsWaiting(first.process.child.pid));
    expect(await query(second.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    await second.process.end('SIGTERM');
    expect(serverRuns()).toBe(false);
  });
});

function guardIsWaiting(launcher: number | undefined): boolean {
  const listed = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return listed.includes(`postgres-guard ${join(folder, 'owner')} ${launcher} `);
}

describe('a second launcher on the same folder', () => {
  it('is refused in one line, and the first goes on', async () => {
    const first = await own();
    const second = start();
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output).toEqual([
      `The database in ${folder} is in use by another Process Orchestrator (pid ${first.process.child.pid}): stop it, or choose another DATA_DIR`,
    ]);
    expect(await query(first.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });

  it('loses or wins, but never breaks anything, when both start at once', async () => {
    const pair = [start(), start()];
    const ends = await Promise.all(pair.map((one) => one.line(/^\{/).catch(async () => (await one.ended).code)));
    expect(ends.filter((end) => typeof end === 'string')).toHaveLength(1);
    expect(ends.filter((end) => end === 1)).toHaveLength(1);
    const { url } = JSON.parse(String(ends.find((end) => typeof end === 'string'))) as Owner;
    expect(await query(url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });
});

describe('a server that was killed', () => {
  it('is started again on the same port with all that was committed', async () => {
    const owner = await own();
    await query(owner.url, 'CREATE TABLE committed AS SELECT 7 AS n');
    process.kill(owner.pid, 'SIGKILL');
    await owner.process.line(/was started again/);
    expect(await query(owner.url, 'SELECT n FROM committed')).toEqual([{ n: 7 }]);
    await owner.process.end('SIGTERM');
    expect(serverRuns()).toBe(false);
  });

  it('does not mistake whoever got its number later for itself', async () => {
    const bystander = spawn('sleep', ['600']);
    writeFileSync(postmasterFile(data), `${bystander.pid}\n${data}\n0\n5432\n\n127.0.0.1\n\nready   \n`);
    const owner = await own();
    expect(owner.reused).toBe(false);
    expect(await query(owner.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    expect(bystander.exitCode).toBeNull();
    bystander.kill();
  });
});

describe('a folder that cannot be used', () => {
  const log = () => undefined;

  it('names the version when another PostgreSQL made it', async () => {
    const old = join(parent.path, 'old');
    mkdirSync(join(old, 'data'), { recursive: true });
    writeFileSync(join(old, 'data', 'PG_VERSION'), '9.6\n');
    await expect(PostgresServer.start({ folder: old, log })).rejects.toThrow(
      /^The database in .*old\/data was made by PostgreSQL 9.6, and this release brings \d+: /,
    );
  });

  it('says that it cannot be made', async () => {
    writeFileSync(join(parent.path, 'file'), '');
    await expect(PostgresServer.start({ folder: join(parent.path, 'file', 'postgres'), log })).rejects.toThrow(
      /^The folder .*file cannot be used: /,
    );
  });

  it('shows why the server did not start', async () => {
    const broken = join(parent.path, 'broken');
    const server = await PostgresServer.start({ folder: broken, log });
    await server.stop();
    writeFileSync(join(broken, 'data', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(PostgresServer.start({ folder: broken, log })).rejects.toThrow(
      /^PostgreSQL did not start: .*(no_such_setting|configuration file).* \(see .*server\.log\)$/,
    );
  });
});
