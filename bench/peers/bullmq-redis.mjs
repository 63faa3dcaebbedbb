import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { concurrency, firstSteps, redisUrl, report, runAndGoOn } from './work.mjs';

const connection = () => new Redis(redisUrl, { maxRetriesPerRequest: null });
const queue = new Queue('steps', { connection: connection(), defaultJobOptions: { removeOnComplete: true } });
await queue.waitUntilReady();

const startedAt = performance.now();
await queue.addBulk(firstSteps.map((data) => ({ name: 'step', data })));
new Worker('steps', ({ data }) => runAndGoOn(data, (next) => queue.add('step', next)), {
  connection: connection(),
  concurrency,
});
await report(startedAt);
