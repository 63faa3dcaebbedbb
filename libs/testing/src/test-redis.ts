import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { freePort } from '@app/database/embedded';

export interface TestRedis {
  readonly url: string;
  /** Of the server that runs now. */
  readonly pid: number;
  /** Ends the server. */
  stop(): Promise<void>;
  /** kill -9; nothing was persisted. */
  kill9(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>;
  /** FLUSHALL. */
  flush(): Promise<void>;
}

export interface TestRedisOptions {
  readonly maxmemoryPolicy?: 'noeviction' | 'allkeys-lru';
}

// The server ends with the test process, however that ends: the shell waits at a pipe that the latter holds.
const KEEPER = '"$@" & pid=$!; cat >/dev/null; kill -9 $pid 2>/dev/null';

/**
 * A real Redis on a free port that persists nothing.
 * @throws Error when there is no redis-server in the PATH or it does not start
 */
export async function testRedis(options: TestRedisOptions = {}): Promise<TestRedis> {
  const port = await freePort();
  const args = [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', tmpdir()],
    // Nothing is written; this keeps it from reading what another server left in the folder.
    ...['--dbfilename', `none-${port}.rdb`],
    ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', options.maxmemoryPolicy ?? 'noeviction'],
  ];
  let running = await start(args);
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return running.pid;
    },
    stop: () => running.kill9(),
    kill9: () => running.kill9(),
    restart: async () => {
      await running.kill9();
      running = await start(args);
    },
    flush: () => flush(port),
  };
}

async function start(args: readonly string[]): Promise<{ pid: number; kill9(): Promise<void> }> {
  const keeper = spawn('sh', ['-c', KEEPER, 'test-redis-keeper', 'redis-server', ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  keeper.unref();
  const ended = once(keeper, 'close');
  const pid = await readiness(keeper, ended);
  return {
    pid,
    kill9: async () => {
      if (keeper.exitCode !== null) return;
      process.kill(pid, 'SIGKILL');
      keeper.stdin?.destroy();
      await ended;
    },
  };
}

/** Resolves with the server's process id, which begins each line of its log. */
async function readiness(keeper: ChildProcess, ended: Promise<unknown>): Promise<number> {
  const seen: string[] = [];
  const pid = await new Promise<number | null>((resolve) => {
    const take = (line: string) => {
      seen.push(line);
      if (/Ready to accept connections/.test(line)) resolve(Number.parseInt(line, 10));
      if (/not found|Failed|Fatal|Address already in use/.test(line)) resolve(null);
    };
    for (const stream of [keeper.stdout, keeper.stderr])
      if (stream) createInterface({ input: stream }).on('line', take);
    void ended.then(() => resolve(null));
  });
  if (pid !== null) return pid;
  keeper.stdin?.destroy();
  throw new Error(`redis-server did not start (npm test installs it where it can):\n${seen.join('\n')}`);
}

async function flush(port: number): Promise<void> {
  const socket = createConnection(port, '127.0.0.1');
  socket.write('FLUSHALL\r\n');
  const [answer] = await once(socket, 'data');
  socket.destroy();
  if (!String(answer).startsWith('+OK')) throw new Error(`FLUSHALL: ${String(answer)}`);
}
