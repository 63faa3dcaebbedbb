import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from '@app/database';
import { eventually, ServiceTopology } from '@app/testing';
import { fuzz } from './fuzz/fuzz';

const TOKEN = 'record-token "of" the/record+1';
const PASSWORD = 'named-password\nof two lines';
const MASK = '••••';

let topology: ServiceTopology;
let folder: string;

beforeAll(async () => {
  topology = await ServiceTopology.start({
    backend: 'postgres',
    workers: 1,
    env: { SECRETS_KEY: randomBytes(32).toString('base64'), LOG_LEVEL: 'trace', SWEEP_MS: '500' },
  });
  folder = join(topology.folder.path, 'files');
  mkdirSync(folder);
});
afterAll(() => topology?.stop());

interface Shown {
  readonly tasks: readonly { readonly id: string; readonly status: string; readonly errorMessage: string | null }[];
}

async function run(id: string, type: string, inputData: object = {}): Promise<Shown['tasks'][number]> {
  await topology.call('POST', '/process-records', { id, type, inputData, start: true });
  await eventually(`${id} has ended`, async () => /COMPLETED|FAILED/.test(await topology.statusOf(id)));
  const [task] = (await topology.call<Shown>('GET', `/api/processes/${id}`)).tasks;
  if (!task) throw new Error(`${id} has no task`);
  return task;
}

async function outputOf(taskId: string): Promise<string> {
  return (await fetch(`${topology.url}/api/task-details/${taskId}/log`, { headers: topology.headers })).text();
}

/** All rows of all tables that have a text somewhere; also in bytes. */
async function rowsWith(text: string): Promise<string[]> {
  return withClient(topology.database.url, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')`,
    );
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query(
        `SELECT t::text AS row FROM ${name} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0`,
        [text, Buffer.from(text).toString('hex')],
      );
      found.push(...rows.map((row) => `${name}: ${row.row}`));
    }
    return found;
  });
}

const secretType = (name: string, command: string) => ({
  name,
  parameters: [{ name: 'token', secret: true }, { name: 'region' }],
  tasks: [
    {
      name: 'only',
      command,
      secrets: [{ name: 'DB_PASSWORD' }, { name: 'DB_PASSWORD', as: 'file', variable: 'password_file' }],
    },
  ],
});

it('secrets reach their command, and nothing else: neither output, database, spool, log nor answers', async () => {
  await topology.call('PUT', '/api/secrets/DB_PASSWORD', { value: PASSWORD });
  const release = join(folder, 'release');
  const command = `
    printf '%s|%s|%s\\n' "$token" "$DB_PASSWORD" "$(cat "$password_file")" > ${folder}/got
    echo "token=$token"; printf %s "$token" | base64; printf '%s\\n' "$DB_PASSWORD" | sed 's/^/  /'
    printf '%s' "$token" | while IFS= read -r -n 1 c 2>/dev/null; do printf '%s' "$c"; done; echo " $PROCESS_INPUT"
    echo waiting; until [ -e ${release} ]; do sleep 0.05; done; echo "$password_file"; exit 3`;
  await topology.call('POST', '/process-types', secretType('guarded', command));
  const id = 'guarded-1';
  await topology.call('POST', '/process-records', {
    id,
    type: 'guarded',
    inputData: { token: TOKEN, region: 'eu' },
    start: true,
  });
  const spool = await eventually('the spool has it', () => spooled('waiting'));
  for (const text of [TOKEN, 'named-password', 'of two lines']) expect(spool).not.toContain(text);
  writeFileSync(release, '');
  await eventually('it has ended', async () => (await topology.statusOf(id)) === 'FAILED');

  expect(readFileSync(join(folder, 'got'), 'utf8')).toBe(`${TOKEN}|${PASSWORD}|${PASSWORD}\n`);
  const { tasks } = await topology.call<Shown>('GET', `/api/processes/${id}`);
  const taskId = tasks[0]?.id ?? '';
  const output = await outputOf(taskId);
  const lines = output.split('\n');
  expect(lines.slice(0, 4)).toEqual([`token=${MASK}`, MASK, `  ${MASK}`, `  ${MASK}`]);
  expect(lines.at(-4)).toContain(`{"token":"${MASK}","region":"eu"}`);
  expect(lines.at(-3)).toBe('waiting');
  // The file went with the command.
  expect(existsSync(lines.at(-2) ?? '')).toBe(false);

  const paths = [
    `/process-records/${id}`,
    `/process-records/${id}/runs`,
    `/process-records/${id}/run-preview`,
    `/api/processes/${id}`,
    `/api/task-details/${taskId}`,
    '/api/scheduled-tasks/history',
    '/api/secrets',
    '/process-types/guarded',
  ];
  const answers = await Promise.all(
    paths.map(async (path) => (await fetch(`${topology.url}${path}`, { headers: topology.headers })).text()),
  );
  const logs = topology.processes.flatMap(({ output: said }) => said);
  expect(logs.length).toBeGreaterThan(2);
  for (const text of [TOKEN, JSON.stringify(TOKEN).slice(1, -1), 'named-password', 'of two lines']) {
    for (const answer of [...answers, output, ...logs]) expect(answer).not.toContain(text);
    expect(await rowsWith(text)).toEqual([]);
  }
});

it('the search of the database would find one', async () => {
  expect(await rowsWith('guarded-1')).not.toEqual([]);
});

it('an attempt whose named secret is not there fails with that reason, and starts nothing', async () => {
  const mark = join(folder, 'started');
  const task = { name: 'only', command: `touch ${mark}`, secrets: [{ name: 'MISSING' }] };
  await topology.call('POST', '/process-types', { name: 'lacking', tasks: [task] });
  expect(await run('lacking-1', 'lacking')).toMatchObject({
    status: 'FAILED',
    errorMessage: "the secret 'MISSING' does not exist",
  });
  expect(existsSync(mark)).toBe(false);
});

it('of 200 fuzzed values and ids none runs anything, and none is too much for the API', async () => {
  const report = await fuzz(topology, { count: 200, seed: 7 });
  expect(report).toMatchObject({ wrong: [], canaries: [] });
  expect(report.executed).toBeGreaterThan(50);
  expect(Object.keys(report.statuses).filter((status) => Number(status) >= 500)).toEqual([]);
});

/** What workers have on disk of running commands, once it has a text. */
function spooled(text: string): string | null {
  const root = join(topology.folder.path, 'worker-1', 'spool');
  for (const name of existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : []) {
    if (!name.endsWith('.out')) continue;
    const content = readFileSync(join(root, name), 'utf8');
    if (content.includes(text)) return content;
  }
  return null;
}
