import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { descendantsOf, freePort, temporaryFolder, TypescriptProcess } from '@app/testing';

const ROOT = join(__dirname, '../..');
const PASSWORD = 'browser-test-7Q';

/** As Playwright takes it. */
export interface SignInCookie {
  readonly name: string;
  readonly value: string;
  readonly url: string;
}

/** The built product, running on its own. */
export interface Product {
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string };
  /** Signs the administrator in; gives the cookie of it for a browser. */
  signIn(): Promise<SignInCookie>;
  /** A folder for what the commands of the test read and write. */
  readonly folder: string;
  /** Sends a request to the API; throws unless it is accepted. */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Kills the API process without warning; the launcher starts another. */
  killApi(): void;
  /** Stops the API process in its tracks: connections stay, nothing answers. */
  freezeApi(): void;
  thawApi(): void;
  stop(): Promise<void>;
}

/**
 * Builds what is stale and starts database, API, workers and dashboard as `npm start` does, with data of their own.
 * @param types definition files by name
 * @param environment settings that differ from those of other tests, by the product's address
 */
export async function startProduct(
  types: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> | ((url: string) => Readonly<Record<string, string>>) = {},
): Promise<Product> {
  await build();
  const folder = temporaryFolder('browser');
  const typesFolder = join(folder.path, 'types');
  mkdirSync(typesFolder);
  for (const [file, text] of Object.entries(types)) writeFileSync(join(typesFolder, file), text);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const launcher = new TypescriptProcess(
    spawn(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js')], {
      cwd: folder.path,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        DATA_DIR: join(folder.path, 'data'),
        PROCESS_TYPES_DIR: typesFolder,
        ADMIN_PASSWORD: PASSWORD,
        WORKERS: '1',
        WORKER_CONCURRENCY: '4',
        LOG_LEVEL: 'error',
        ...(typeof environment === 'function' ? environment(url) : environment),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  await launcher.line(/is ready/);
  const credentials = { username: 'admin', password: PASSWORD };
  return {
    url,
    credentials,
    signIn: () => signIn(url, credentials),
    folder: folder.path,
    request: (method, path, body) => request(`${url}${path}`, method, credentials, body),
    killApi: () => signalApi(launcher.child.pid ?? 0, 'SIGKILL'),
    freezeApi: () => signalApi(launcher.child.pid ?? 0, 'SIGSTOP'),
    thawApi: () => signalApi(launcher.child.pid ?? 0, 'SIGCONT'),
    stop: async () => {
      launcher.child.kill('SIGTERM');
      // The samples' commands would take the half minute they are given; who asks again does not wait for them.
      await launcher.line(/^Stopping/);
      await launcher.end('SIGINT');
      folder.remove();
    },
  };
}

// Under the build's lock, and nothing when all is fresh.
async function build(): Promise<void> {
  const script = `import('./scripts/steps/compile.mjs').then(({ ensureBuilt }) => ensureBuilt())
    .catch((error) => { console.error(error.message, error.output); process.exitCode = 1; })`;
  const child = spawn(process.execPath, ['--eval', script], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('What is to be tested could not be built');
}

function signalApi(launcher: number, signal: NodeJS.Signals): void {
  const own = new Set(descendantsOf(launcher));
  for (const line of execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')) {
    const pid = Number.parseInt(line, 10);
    if (own.has(pid) && line.includes('apps/api/src/main')) process.kill(pid, signal);
  }
}

async function request(
  url: string,
  method: string,
  { username, password }: Product['credentials'],
  body: unknown,
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function signIn(url: string, { username, password }: Product['credentials']): Promise<SignInCookie> {
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: username, password }),
  });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '') ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return { name, value, url };
}
