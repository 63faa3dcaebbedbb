import { type Config, StartupError, waitForService } from '@app/config';
import { runMigrations, waitForDatabase } from '@app/database';
import { prepareQueueLocation, QueueRefusedError } from './queue-backend';
import { queueLocation } from './step-queue.module';

/**
 * Waits for PostgreSQL, and Redis where it is used, and brings the database and the queue to the newest schema.
 * `onWait` is told in one line what is waited for and why, at once and every 10 s.
 * @throws StartupError when one is not there within `config.startWaitMs`, or must not be used as it is
 */
export async function prepareStores(config: Config, onWait: (line: string) => void): Promise<void> {
  const { databaseUrl, startWaitMs } = config;
  const waitingFor = (what: string, url: string) => (error: unknown) =>
    onWait(`Waiting for ${what} at ${new URL(url).host} for up to ${startWaitMs / 1000} s: ${messageOf(error)}`);
  await waitForDatabase(databaseUrl, startWaitMs, waitingFor('the database', databaseUrl)).catch((error: unknown) => {
    throw new StartupError(`DATABASE_URL: the database cannot be used: ${messageOf(error)}`);
  });
  await runMigrations(databaseUrl);
  const location = queueLocation(config);
  const wait = { limitMs: startWaitMs, isHealable: isAway, onWait: waitingFor('Redis', location.url) };
  await waitForService(() => prepareQueueLocation(location), wait).catch((error: unknown) => {
    if (error instanceof QueueRefusedError) throw new StartupError(error.message);
    if (location.kind === 'postgres') throw error;
    throw new StartupError(`REDIS_URL: Redis cannot be used: ${messageOf(error)}`);
  });
}

// A server that answers with an error will answer so again, unless it is still loading its data.
function isAway(error: unknown): boolean {
  if (error instanceof QueueRefusedError || !(error instanceof Error)) return false;
  return error.name !== 'ReplyError' || error.message.startsWith('LOADING');
}

function messageOf(error: unknown): string {
  // Several addresses were tried.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
