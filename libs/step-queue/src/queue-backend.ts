import { withClient } from '@app/database';
import { createPostgresBackend, Queue, type QueueOptions, runMigrations, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';

/** Where the queue lives. */
export type QueueLocation =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'redis'; readonly url: string };

/** Job data: ids and the version, nothing else. */
export interface StepJob {
  readonly taskId: string;
  readonly version: number;
}

export type StepJobQueue = Queue<StepJob, void, string>;
export type StepJobWorker = Worker<StepJob, void, string>;

const QUEUE_NAME = 'process-steps';
const SCHEMA = 'bullmq';
// A connection that does not answer for this long was dropped silently and is replaced. Longer than the longest wait
// that BullMQ asks the server for (10 s).
const SILENT_CONNECTION_MS = 15_000;

/** Makes the BullMQ queue for the location. */
export function createQueue(location: QueueLocation, options: Omit<QueueOptions, 'connection'>): StepJobQueue {
  if (location.kind === 'redis')
    return new Queue<StepJob, void, string>(QUEUE_NAME, {
      ...options,
      connection: redisConnection(location.url, true),
    });
  return new Queue(
    QUEUE_NAME,
    { ...options, connection: postgresConnection(location.url, 4) },
    createPostgresBackend,
  ) as unknown as StepJobQueue;
}

/** Makes the BullMQ worker for the location; it takes nothing before `run()`. */
export function createWorker(
  location: QueueLocation,
  options: Omit<WorkerOptions, 'connection'>,
  handle: (job: StepJob) => Promise<void>,
): StepJobWorker {
  const processor = (job: { data: StepJob }): Promise<void> => handle(job.data);
  if (location.kind === 'redis')
    return new Worker<StepJob, void, string>(QUEUE_NAME, processor, {
      ...options,
      connection: redisConnection(location.url, false),
    });
  return new Worker(
    QUEUE_NAME,
    processor,
    { ...options, connection: postgresConnection(location.url, 4) },
    createPostgresBackend,
  ) as unknown as StepJobWorker;
}

/**
 * Makes the location ready for use. PostgreSQL: creates or upgrades the queue's schema. Redis: refuses a server
 * that may evict keys, because it would drop deliveries. Throws with a line that says what to change.
 */
export async function prepareQueueLocation(location: QueueLocation): Promise<void> {
  if (location.kind === 'postgres') {
    await withClient(location.url, (client) => runMigrations(client, SCHEMA));
    return;
  }
  const redis = new Redis(location.url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  // ioredis reports each failed attempt as an event as well; the rejected promise says the same.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy !== undefined && policy !== 'noeviction')
      throw new QueueRefusedError(
        `REDIS_URL: the server's maxmemory-policy is '${policy}', which may drop queued work; set it to 'noeviction'.`,
      );
  } finally {
    redis.disconnect();
  }
}

/** The queue server answers, but must not be used as it is configured. */
export class QueueRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QueueRefusedError';
  }
}

function postgresConnection(url: string, max: number) {
  return {
    connectionString: url,
    schema: SCHEMA,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: SILENT_CONNECTION_MS,
  };
}

function redisConnection(url: string, failFast: boolean) {
  // Producers give up soon (the sweeper makes up for it); consumers wait for the server to come back.
  return {
    url,
    maxRetriesPerRequest: failFast ? 1 : null,
    socketTimeout: SILENT_CONNECTION_MS,
    ...(failFast && { enableOfflineQueue: true, commandTimeout: 5_000 }),
  };
}
