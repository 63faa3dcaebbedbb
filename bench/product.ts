import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '@app/testing';

const ROOT = join(__dirname, '..');
const CREDENTIALS = { username: 'admin', password: 'bench-data-9Z' } as const;

/** The built product on existing data. */
export interface BenchProduct {
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string };
  readonly headers: Readonly<Record<string, string>>;
  /** Signs in; gives the cookie of it for a browser. */
  signIn(): Promise<{ name: string; value: string; url: string }>;
  stop(): Promise<void>;
}

/** Starts the built product, with one worker. Throws when there is no data in the folder, or it does not start. */
export async function startProduct(dataDir: string): Promise<BenchProduct> {
  const folder = resolve(dataDir);
  if (!existsSync(join(folder, 'postgres'))) throw new Error(`No data in ${folder}: make it with npm run bench:data`);
  const port = await freePort();
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: folder,
      ADMIN_PASSWORD: CREDENTIALS.password,
      WORKERS: '1',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  await new Promise<void>((ready, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.includes('is ready')) ready();
    });
    void closed.then(() => failed(new Error('The product did not start')));
  });
  const { username, password } = CREDENTIALS;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    credentials: CREDENTIALS,
    headers: { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
    signIn: async () => {
      const response = await fetch(`${url}/api/sign-in`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: username, password }),
      });
      const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '') ?? [];
      return { name, value, url };
    },
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
