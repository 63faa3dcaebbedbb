import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { concurrency, databaseUrl, firstSteps, report, runAndGoOn } from './work.mjs';

const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
await runMigrations(client);
await client.end();

const connection = { connectionString: databaseUrl, max: concurrency + 2 };
const queue = new Queue('steps', { connection, defaultJobOptions: { removeOnComplete: true } }, createPostgresBackend);

const startedAt = performance.now();
await queue.addBulk(firstSteps.map((data) => ({ name: 'step', data })));
new Worker(
  'steps',
  ({ data }) => runAndGoOn(data, (next) => queue.add('step', next)),
  { connection, concurrency },
  createPostgresBackend,
);
await report(startedAt);
