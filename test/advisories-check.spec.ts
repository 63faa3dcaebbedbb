import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@app/testing';

const run = promisify(execFile);
const ROOT = join(__dirname, '..');
const CHECK = `import { checkAdvisories } from './scripts/steps/advisories.mjs';
  process.stdout.write(JSON.stringify(await checkAdvisories()));`;

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
  readonly notChecked?: string;
}

// npm remembers what it was told of a package.
let cache: ReturnType<typeof temporaryFolder>;
let registry: Server | undefined;
beforeEach(() => {
  cache = temporaryFolder('npm-cache');
});
afterEach(() => {
  registry?.close();
  cache.remove();
});

/** What the check says of the committed lock file when this registry is asked. */
async function checkAgainst(answer: RequestListener): Promise<Outcome> {
  registry = createServer(answer);
  await new Promise<void>((resolve) => registry?.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  return check(port);
}

async function check(port: number): Promise<Outcome> {
  const env = {
    PATH: process.env.PATH,
    HOME: cache.path,
    npm_config_cache: cache.path,
    npm_config_registry: `http://127.0.0.1:${port}/`,
  };
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', CHECK], { cwd: ROOT, env });
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
