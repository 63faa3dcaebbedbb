import { execFile } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@app/testing';

const run = promisify(execFile);
const CHECK = `import { checkAdvisories } from './scripts/steps/advisories.mjs';
  process.stdout.write(JSON.stringify(await checkAdvisories()));`;

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
  readonly notChecked?: string;
}

// It starts npm, which takes its time on a busy machine.
jest.setTimeout(240_000);

/** A clone that has nothing but the scripts and one dependency; npm remembers in it what it was told of packages. */
let clone: ReturnType<typeof temporaryFolder>;
let registry: Server | undefined;
beforeEach(() => {
  clone = temporaryFolder('advisories');
  cpSync(join(__dirname, '../scripts'), join(clone.path, 'scripts'), { recursive: true });
  const root = { name: 'clone', version: '1.0.0', dependencies: { express: '5.0.0' } };
  const packages = { '': root, 'node_modules/express': { version: '5.0.0' } };
  writeFileSync(join(clone.path, 'package.json'), JSON.stringify(root));
  writeFileSync(
    join(clone.path, 'package-lock.json'),
    JSON.stringify({ name: 'clone', version: '1.0.0', lockfileVersion: 3, packages }),
  );
});
afterEach(() => {
  registry?.closeAllConnections();
  registry?.close();
  clone.remove();
});

/** What the check says when this registry is asked. */
async function checkAgainst(answer: RequestListener): Promise<Outcome> {
  registry = createServer(answer);
  await new Promise<void>((resolve) => registry?.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  return check(port);
}

async function check(port: number): Promise<Outcome> {
  const env = {
    PATH: process.env.PATH,
    HOME: clone.path,
    npm_config_cache: join(clone.path, 'cache'),
    npm_config_registry: `http://127.0.0.1:${port}/`,
  };
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', CHECK], { cwd: clone.path, env });
  return JSON.parse(stdout) as Outcome;
}

const status =
  (code: number, body = ''): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(code, { 'Content-Type': 'application/json' }).end(body);
  };

/** A registry that knows of one mistake in express, and nothing else. */
const finding =
  (severity: string): RequestListener =>
  (request, response) => {
    request.resume();
    if (request.method !== 'POST') return void response.writeHead(404).end('{}');
    const advisory = {
      id: 1,
      url: 'https://advisories.example/1',
      title: 'A mistake',
      severity,
      vulnerable_versions: '*',
    };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ express: [advisory] }));
  };

it('nothing known is fine', async () => {
  expect(await checkAgainst(status(200, '{}'))).toEqual({ ok: true, output: '' });
});

it.each(['high', 'critical'])('a finding of %s severity fails, and is named', async (severity) => {
  const { ok, output, notChecked } = await checkAgainst(finding(severity));
  expect([ok, notChecked]).toEqual([false, undefined]);
  expect(output).toContain(`express (${severity}): A mistake https://advisories.example/1`);
});

it('a finding of moderate severity does not fail', async () => {
  expect(await checkAgainst(finding('moderate'))).toEqual({ ok: true, output: '' });
});

it('a registry without audits is not asked in vain: it is said', async () => {
  expect(await checkAgainst(status(405))).toMatchObject({
    ok: true,
    notChecked: 'the registry has no audit endpoint (405)',
  });
});

it('a registry that cannot be reached does not fail, and is said', async () => {
  expect(await check(1)).toMatchObject({ ok: true, notChecked: 'the registry cannot be reached (ECONNREFUSED)' });
});

it('an answer that nobody understands fails', async () => {
  expect(await checkAgainst(status(200, 'no JSON'))).toMatchObject({ ok: false });
});
