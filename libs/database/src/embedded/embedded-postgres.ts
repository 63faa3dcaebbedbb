import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '@app/config';
import { Client } from 'pg';
import { ClusterFolder, DATABASE_NAME } from './cluster-folder';
import { OwnerLock } from './owner-lock';
import { PostgresServer } from './postgres-server';
import { ServerLog } from './server-log';
import { ownerPid, ShutdownGuard } from './shutdown-guard';

export interface EmbeddedPostgresOptions {
  /** Folder of the cluster; made when absent. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** Called when the server was lost and cannot be started again. */
  readonly onLost: (reason: Error) => void;
}

const RECONNECT_EVERY_MS = 250;
const DUPLICATE_DATABASE = '42P04';

/** The PostgreSQL that the launcher brings: owned by one launcher, restarted when it dies, ended last. */
export class EmbeddedPostgres {
  private stopping = false;
  private watching: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: EmbeddedPostgresOptions,
    private server: PostgresServer,
    private lock: OwnerLock,
    private readonly guard: ShutdownGuard,
    private readonly stopRotation: () => void,
    /** Where the product's database is; does not change when the server is restarted. */
    readonly url: string,
  ) {}

  /**
   * Starts the server, or takes over one that a killed launcher left behind.
   * @throws StartupError with the reason in one line; a server of another launcher is left alone
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const cluster = new ClusterFolder(options.folder);
    const server = await PostgresServer.start(options);
    const url = server.url();
    try {
      const lock = await takeLock(server, cluster);
      const guard = ShutdownGuard.start(cluster.ownerFile, cluster.data);
      const stopRotation = new ServerLog(cluster.logFile).keepSmall();
      const embedded = new EmbeddedPostgres(options, server, lock, guard, stopRotation, url);
      embedded.watch();
      return embedded;
    } catch (error) {
      if (!(error instanceof InUseError) && !server.reused) await server.stop();
      throw error;
    }
  }

  /** Pass it to child processes that use the database: the server outlives a killed launcher until they are gone. */
  get lifeline(): ShutdownGuard['lifeline'] {
    return this.guard.lifeline;
  }

  get reused(): boolean {
    return this.server.reused;
  }

  get pid(): number {
    return this.server.pid;
  }

  /** How PostgreSQL is kept from running as root. */
  get account(): PostgresServer['account'] {
    return this.server.account;
  }

  /** Ends the server; call it when its users have finished. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.watching;
    await this.lock.release();
    await this.server.stop();
    this.guard.dismiss();
    this.stopRotation();
  }

  /** A lost session tells at once that the server has gone down. */
  private watch(): void {
    void this.lock.lost.then(() => {
      if (this.stopping) return;
      this.watching = this.recover().catch((error: Error) => {
        if (!this.stopping) this.options.onLost(error);
      });
    });
  }

  private async recover(): Promise<void> {
    this.options.log('The connection to PostgreSQL was lost');
    while (!this.stopping) {
      const server = await PostgresServer.start({ ...this.options, port: this.server.port });
      if (!server.reused) this.options.log('PostgreSQL had ended and was started again');
      this.server = server;
      const lock = await OwnerLock.take(server.url()).catch(() => null);
      if (lock) {
        this.lock = lock;
        this.watch();
        return;
      }
      await delay(RECONNECT_EVERY_MS);
    }
  }
}

class InUseError extends StartupError {}

/** Takes the lock in the product's database, which is made when it is the first time. */
async function takeLock(server: PostgresServer, cluster: ClusterFolder): Promise<OwnerLock> {
  const lock = await OwnerLock.take(server.url()).catch(async (error: { code?: string }) => {
    if (error.code !== UNKNOWN_DATABASE) throw refused(error, cluster);
    await createDatabase(server);
    return OwnerLock.take(server.url());
  });
  if (lock) return lock;
  const owner = ownerPid(cluster.ownerFile);
  throw new InUseError(
    `The database in ${cluster.path} is in use by another Process Orchestrator${owner ? ` (pid ${owner})` : ''}: stop it, or choose another DATA_DIR`,
  );
}

const UNKNOWN_DATABASE = '3D000';
const INVALID_PASSWORD = '28P01';

function refused(error: { code?: string; message?: string }, cluster: ClusterFolder): StartupError {
  return new StartupError(
    error.code === INVALID_PASSWORD
      ? `The database in ${cluster.path} does not accept the password kept beside it`
      : `The database in ${cluster.path} cannot be reached: ${error.message}`,
  );
}

async function createDatabase(server: PostgresServer): Promise<void> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } catch (error) {
    if ((error as { code?: string }).code !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end();
  }
}
