import type { StepRef } from '@app/orchestrator';
import { eventually, TcpProxy, testDatabase, testRedis } from '@app/testing';
import { v4 as uuidv4 } from 'uuid';
import { BullmqStepConsumer } from './bullmq-step-consumer';
import { BullmqStepQueue } from './bullmq-step-queue';
import { prepareQueueLocation, type QueueLocation } from './queue-backend';
import type { QueueTimes } from './queue-times';

const TIMES: QueueTimes = { answerWithinMs: 1_000, pollMs: 200, lockMs: 10_000, retryMs: 150 };
// BullMQ would wait for 15 s after a failure, and listen to a silent connection for longer.
const SOON_MS = 12_000;

interface Fixture {
  readonly proxy: TcpProxy;
  /** Not through the proxy. */
  readonly queue: BullmqStepQueue;
  readonly steps: StepRef[];
  readonly close: () => Promise<void>;
}

/** A consumer that reaches its server through a proxy, idle and listening. */
async function openFixture(kind: QueueLocation['kind']): Promise<Fixture> {
  const server = kind === 'postgres' ? await testDatabase() : await testRedis();
  const location: QueueLocation = { kind, url: server.url };
  await prepareQueueLocation(location);
  const url = new URL(server.url);
  const proxy = await TcpProxy.listen(Number(url.port));
  url.port = String(proxy.port);
  const queue = new BullmqStepQueue(location, TIMES, () => undefined);
  const options = { ...TIMES, concurrency: 2, readyWithinMs: 10_000 };
  const consumer = new BullmqStepConsumer({ kind, url: url.href }, options, () => undefined);
  const steps: StepRef[] = [];
  await consumer.start(async (step) => {
    steps.push(step);
  });

  await queue.enqueue([newStep()]);
  await eventually('the first step is delivered', () => steps.length === 1);
  return {
    proxy,
    queue,
    steps,
    close: async () => {
      proxy.heal();
      await consumer.drain();
      await queue.close();
      await proxy.close();
      await ('drop' in server ? server.drop() : server.stop());
    },
  };
}

const newStep = (): StepRef => ({ taskId: uuidv4(), version: 1 });

describe.each(['postgres', 'redis'] as const)('a consumer with the queue on %s', (kind) => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await openFixture(kind);
  });

  afterEach(() => fixture.close());

  it('goes on soon after its connections fell silent', async () => {
    const { proxy, queue, steps } = fixture;
    proxy.goHalfOpen();
    proxy.heal();
    const step = newStep();
    await queue.enqueue([step]);
    await eventually('the step is delivered', () => steps.some(({ taskId }) => taskId === step.taskId), SOON_MS);
  });

  it('goes on soon after an outage, and does not storm the server meanwhile', async () => {
    const { proxy, queue, steps } = fixture;
    const refusedAt = performance.now();
    const before = proxy.accepted;
    proxy.refuse();
    await eventually('it has tried again a number of times', () => proxy.accepted >= before + 12);
    expect(performance.now() - refusedAt).toBeGreaterThan(2 * TIMES.retryMs);
    proxy.heal();
    const step = newStep();
    await queue.enqueue([step]);
    await eventually('the step is delivered', () => steps.some(({ taskId }) => taskId === step.taskId), SOON_MS);
  });
});
