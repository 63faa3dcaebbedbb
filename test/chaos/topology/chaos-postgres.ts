import { withClient } from '@app/database';
import { PostgresServer } from '@app/database/embedded';
import { eventually } from '@app/testing';
import { patience } from '../patience';

const END_WITHIN_MS = 20_000;
const START_WITHIN_MS = 60_000;

/** A PostgreSQL of the harness's own, with the product's durable settings, to be killed and restarted. */
export class ChaosPostgres {
  private constructor(
    private readonly folder: string,
    private server: PostgresServer,
  ) {}

  static async start(folder: string): Promise<ChaosPostgres> {
    return new ChaosPostgres(folder, await PostgresServer.start({ folder, log: () => undefined }));
  }

  get port(): number {
    return this.server.port;
  }

  url(database: string): string {
    return this.server.url(database);
  }

  /** An empty database. Gives its URL. */
  async createDatabase(name: string): Promise<string> {
    await withClient(this.server.url('postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
    return this.server.url(name);
  }

  /** An immediate shutdown (no checkpoint, sessions cut off), then crash recovery on the same port. */
  async crashAndRestart(): Promise<void> {
    const { server } = this;
    process.kill(server.pid, 'SIGQUIT');
    await eventually('PostgreSQL has ended', () => !server.isRunning(), patience(END_WITHIN_MS));
    // Another connection of this machine may have taken its port for a moment.
    this.server = await eventually(
      'PostgreSQL runs again',
      () =>
        PostgresServer.start({ folder: this.folder, log: () => undefined, port: server.port }).catch(() => undefined),
      patience(START_WITHIN_MS),
    );
  }

  /** Cuts off up to `limit` sessions of the database, but those of the harness. Gives how many. */
  async terminateSessions(database: string, limit: number): Promise<number> {
    return withClient(this.server.url('postgres'), async (client) => {
      const { rowCount } = await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = $1 AND application_name <> 'chaos' ORDER BY random() LIMIT $2`,
        [database, limit],
      );
      return rowCount ?? 0;
    });
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
