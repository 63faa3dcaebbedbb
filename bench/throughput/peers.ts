import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Rate } from './chains';
import type { Servers } from './servers';

const FOLDER = join(__dirname, '../peers');
const CONCURRENCY = 8;

/** What others would be used for the same; each a script that runs the chains and says how long it took. */
export const PEERS = ['bullmq-redis', 'bullmq-postgres', 'graphile-worker', 'dbos'] as const;
export type Peer = (typeof PEERS)[number];

/** Throws Error that says how to install them when they are not. */
export function requirePeers(): void {
  if (!existsSync(join(FOLDER, 'node_modules')))
    throw new Error('The peers are not installed: npm ci --prefix bench/peers, or leave them out with --no-peers');
}

/** Runs the chains by one peer, on a database of its own. Throws what it says when it fails. */
export async function runPeer(peer: Peer, servers: Servers, chains: number, steps: number): Promise<Rate> {
  const databaseUrl = await servers.createDatabase();
  await servers.redis.flush();
  const child = spawn(process.execPath, [join(FOLDER, `${peer}.mjs`), String(chains), String(steps)], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      REDIS_URL: servers.redis.url,
      CONCURRENCY: String(CONCURRENCY),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`${peer} ended with ${code}: ${output}`);
  await servers.dropDatabase(databaseUrl);
  const { seconds } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { seconds: number };
  return { commands: chains * steps, seconds };
}
