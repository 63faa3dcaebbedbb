import { type ConnectionPool, dropSilentConnections, isConnectionFault } from '@app/database';
import {
  type BackendFactory,
  ConnectionClosedError,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
} from 'bullmq';

type BackendOptions = ConstructorParameters<typeof PostgresQueueBackend>[2];

/**
 * BullMQ's PostgreSQL backend, for servers that go away.
 *
 * Notifications come over a connection on which nobody waits for an answer: if the network drops it silently, BullMQ
 * would be deaf until TCP keepalive finds out. And of all the ways in which a server can be away it knows one,
 * ECONNREFUSED; after the others, such as a server that is just starting up, it tries again at once, for ever.
 */
export class WatchedPostgresBackend extends PostgresQueueBackend {
  private away = false;

  constructor(
    private readonly watched: PostgresConnection,
    name: string,
    options: BackendOptions,
  ) {
    super(watched, name, options);
    dropSilentConnections(watched.pool as unknown as ConnectionPool);
  }

  override async waitForJob(blockTimeout: number): Promise<{ member: string; score: number } | null> {
    try {
      const marker = await super.waitForJob(blockTimeout);
      // Heard nothing: because there was nothing?
      if (!marker) void this.probe();
      return marker;
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      // Asking for a job will fail as well, and then wait.
      return null;
    }
  }

  override async moveToActive(token: string, name?: string): ReturnType<PostgresQueueBackend['moveToActive']> {
    try {
      const job = await super.moveToActive(token, name);
      this.away = false;
      return job;
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      if (!this.away) this.emit('error', error);
      this.away = true;
      // What BullMQ takes for a server that is away: it waits and tries again.
      throw new ConnectionClosedError(undefined, error);
    }
  }

  private async probe(): Promise<void> {
    if (this.watched.isClosing) return;
    try {
      const client = await this.watched.getListenClient();
      await client.query('SELECT 1').catch((error: Error) => {
        // BullMQ replaces the connection when it hears of an error.
        (client as unknown as NodeJS.EventEmitter).emit('error', error);
      });
    } catch {
      // It is being replaced.
    }
  }
}

/** Makes the backend for a BullMQ Queue or Worker. */
export const createWatchedPostgresBackend: BackendFactory<WatchedPostgresBackend, PostgresConnectionOptions> = (
  name,
  options,
) => new WatchedPostgresBackend(new PostgresConnection(options.connection), name, options);
