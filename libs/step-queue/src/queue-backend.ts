import { connectWithinMs, withClient } from '@app/database';
import { Queue, type QueueOptions, runMigrations, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueTimes } from './queue-times';
import { createWatchedPostgresBackend } from './watched-postgres-backend';

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
const CONNECTIONS = 4;

/** Makes the BullMQ queue for the location. */
export function createQueue(
  location: QueueLocation,
  times: QueueTimes,
  options: Omit<QueueOptions, 'connection'>,
): StepJobQueue {
  if (location.kind === 'redis')
    return new Queue<StepJob, void, string>(QUEUE_NAME, {
      ...options,
      connection: redisConnection(location.url, times, 'producer'),
    });
  return new Queue(
    QUEUE_NAME,
    { ...options, connection: postgresConnection(location.url, times) },
    createWatchedPostgresBackend,
  ) as unknown as StepJobQueue;
}

/** Makes the BullMQ worker for the location; it takes nothing before `run()`. */
export function createWorker(
  location: QueueLocation,
  times: QueueTimes,
  options: Omit<WorkerOptions, 'connection'>,
  handle: (job: StepJob) => Promise<void>,
): StepJobWorker {
  const processor = (job: { data: StepJob }): Promise<void> => handle(job.data);
  const worker =
    location.kind === 'redis'
      ? new Worker<StepJob, void, string>(QUEUE_NAME, processor, {
          ...options,
          connection: redisConnection(location.url, times, 'consumer'),
        })
      : (new Worker(
          QUEUE_NAME,
          processor,
          { ...options, connection: postgresConnection(location.url, times) },
          createWatchedPostgresBackend,
        ) as unknown as StepJobWorker);
  // Otherwise a step that is delayed by an hour would have a consumer listen for an hour, perhaps to nothing.
  Object.defineProperty(worker, 'maximumBlockTimeout', { get: () => times.pollMs / 1000 });
  return worker;
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
  const redis = new Redis(location.url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  });
  // The event says more than the rejected promise: "Connection is closed".
  let fault: Error | undefined;
  redis.on('error', (error) => {
    fault = error;
  });
  try {
    await redis.connect().catch((error: Error) => {
      throw fault ?? error;
    });
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

function postgresConnection(url: string, times: QueueTimes) {
  return {
    connectionString: url,
    schema: SCHEMA,
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: connectWithinMs(times.answerWithinMs),
    query_timeout: times.answerWithinMs,
  };
}

function redisConnection(url: string, times: QueueTimes, use: 'producer' | 'consumer') {
  const connection = {
    url,
    connectTimeout: connectWithinMs(times.answerWithinMs),
    // A consumer has the server wait for up to pollMs before it answers.
    socketTimeout: times.answerWithinMs + times.pollMs,
    retryStrategy: () => times.retryMs,
  };
  switch (use) {
    // The sweeper makes up for what a producer could not add.
    case 'producer':
      return { ...connection, maxRetriesPerRequest: 1, enableOfflineQueue: true, commandTimeout: times.answerWithinMs };
    case 'consumer':
      return { ...connection, maxRetriesPerRequest: null };
    default:
      return use satisfies never;
  }
}
