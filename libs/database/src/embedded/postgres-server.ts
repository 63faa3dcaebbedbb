import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hostEnvironment, StartupError } from '@app/config';
import { ClusterFolder, DATABASE_NAME, DATABASE_USER } from './cluster-folder';
import { freePort } from './free-port';
import { locateBinaries, type PlatformBinaries } from './platform-binaries';
import { isAlive, isPostmaster, type Postmaster, postmasterFile, readPostmaster } from './postmaster-file';
import { chooseServerAccount, commandOf, type ServerAccount } from './server-account';
import { ServerLog } from './server-log';

export interface ServerOptions {
  /** Folder of the cluster; made when absent. */
  readonly folder: string;
  /** Told about anything that takes long. */
  readonly log: (line: string) => void;
  /** Settings on top of the durable defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** To listen on; a free one by default. A server that runs already keeps its own. */
  readonly port?: number;
}

// Nothing here weakens durability: fsync, synchronous_commit and full_page_writes keep their defaults (on).
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // A socket's path may have 107 bytes only; TCP has no such limit.
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // One machine, no replicas: what they need is left out.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  // Compiling costs more than the product's short statements.
  jit: 'off',
};
const POLL_MS = 15;
const REPORT_EVERY_MS = 10_000;
const WAIT_FOR_OTHER_MS = 120_000;
const PORT_TRIES = 5;
const SHUTDOWN_STEPS = [
  { signal: 'SIGINT', patienceMs: 30_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const;

/** A PostgreSQL server that runs on its own, detached from the process that started it. */
export class PostgresServer {
  private constructor(
    private readonly cluster: ClusterFolder,
    readonly pid: number,
    readonly port: number,
    /** It ran already when it was asked for. */
    readonly reused: boolean,
    readonly account: ServerAccount['kind'],
  ) {}

  /**
   * Starts the server of the folder, or finds it running; makes the cluster first when there is none.
   * @throws StartupError with the reason in one line
   */
  static async start(options: ServerOptions): Promise<PostgresServer> {
    const cluster = new ClusterFolder(options.folder);
    makeFolder(dirname(cluster.path));
    const binaries = locateBinaries();
    const account = chooseServerAccount(binaries, dirname(cluster.path));
    if (!cluster.exists()) {
      options.log('Making the database (first start)');
      cluster.create(binaries, account);
    }
    cluster.checkVersion(binaries);
    for (let tries = 1; ; tries += 1) {
      const running = await findRunning(cluster);
      if (running) return new PostgresServer(cluster, running.pid, running.port, true, account.kind);
      cluster.handOver(account);
      const port = options.port ?? (await freePort());
      const outcome = await launch(cluster, binaries, account, port, options);
      if (outcome.kind === 'ready') return new PostgresServer(cluster, outcome.pid, port, false, account.kind);
      if (tries === PORT_TRIES || !outcome.mayTryAgain) throw new StartupError(outcome.reason);
      await delay(POLL_MS * 10);
    }
  }

  url(database: string = DATABASE_NAME): string {
    return `postgres://${DATABASE_USER}:${this.cluster.password()}@127.0.0.1:${this.port}/${database}`;
  }

  isRunning(): boolean {
    return readPostmaster(this.cluster.data)?.pid === this.pid && isPostmaster(this.pid, this.cluster.data);
  }

  /** Ends the server, cutting off its clients; harsher each time it takes too long. Resolves when it is gone. */
  async stop(): Promise<void> {
    for (const { signal, patienceMs } of SHUTDOWN_STEPS) {
      if (!this.isRunning()) return;
      process.kill(this.pid, signal);
      const deadline = Date.now() + patienceMs;
      while (this.isRunning() && Date.now() < deadline) await delay(POLL_MS);
    }
  }
}

type LaunchOutcome =
  | { readonly kind: 'ready'; readonly pid: number }
  | { readonly kind: 'failed'; readonly reason: string; readonly mayTryAgain: boolean };

async function launch(
  cluster: ClusterFolder,
  binaries: PlatformBinaries,
  account: ServerAccount,
  port: number,
  options: ServerOptions,
): Promise<LaunchOutcome> {
  const log = new ServerLog(cluster.logFile);
  const output = log.open();
  const logStart = log.size();
  const settings = Object.entries({ ...SETTINGS, ...options.settings, port: String(port) });
  const [file, args] = commandOf(account, binaries.postgres, [
    '-D',
    cluster.data,
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  // Detached: a Ctrl-C in the terminal must not reach the database before its users have finished.
  const child = spawn(file, args, {
    ...account.identity,
    cwd: cluster.data,
    env: hostEnvironment(),
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  const ended = new Promise<Error | null>((resolve) => {
    child.once('error', resolve);
    child.once('exit', () => resolve(null));
  });
  if (await becomesReady(child, cluster, ended, options.log)) return { kind: 'ready', pid: child.pid ?? 0 };
  const failure = await ended;
  return failure
    ? { kind: 'failed', reason: `PostgreSQL could not be started: ${failure.message}`, mayTryAgain: false }
    : explain(log.since(logStart), cluster);
}

/** False when it ended instead. Crash recovery may take its time; there is no limit while the server lives. */
async function becomesReady(
  child: ChildProcess,
  cluster: ClusterFolder,
  ended: Promise<unknown>,
  log: ServerOptions['log'],
): Promise<boolean> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  let nextReport = Date.now() + REPORT_EVERY_MS;
  while (!over) {
    const postmaster = readPostmaster(cluster.data);
    if (postmaster?.pid === child.pid && postmaster?.ready) return true;
    if (Date.now() >= nextReport) {
      log('Waiting for PostgreSQL to recover its data');
      nextReport += REPORT_EVERY_MS;
    }
    await delay(POLL_MS);
  }
  return false;
}

function explain(output: string, cluster: ClusterFolder): LaunchOutcome {
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|ERROR|could not|error while/.test(line));
  const told = lines.find((line) => /FATAL|PANIC/.test(line)) ?? lines[0] ?? 'it ended at once';
  const reason = told.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');
  return {
    kind: 'failed',
    reason: `PostgreSQL did not start: ${reason} (see ${cluster.logFile})`,
    // Another took the port meanwhile, another launcher was faster, or servants of a killed server are still ending.
    mayTryAgain: /could not bind|could not create any TCP|postmaster\.pid|pre-existing shared memory/.test(output),
  };
}

/** The running server of the folder; waits for one that is starting or stopping. */
async function findRunning(cluster: ClusterFolder): Promise<Postmaster | null> {
  const deadline = Date.now() + WAIT_FOR_OTHER_MS;
  for (;;) {
    const postmaster = readPostmaster(cluster.data);
    if (postmaster === null) return null;
    if (!isPostmaster(postmaster.pid, cluster.data)) {
      // PostgreSQL would take whoever has the number now for a server of its own.
      if (isAlive(postmaster.pid)) rmSync(postmasterFile(cluster.data), { force: true });
      return null;
    }
    if (postmaster.ready) return postmaster;
    if (Date.now() > deadline) {
      throw new StartupError(`The PostgreSQL of ${cluster.path} (pid ${postmaster.pid}) neither starts nor stops`);
    }
    await delay(POLL_MS);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartupError(`The folder ${path} cannot be used: ${(error as Error).message}`);
  }
}
