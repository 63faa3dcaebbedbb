import type { StepRef } from '@app/orchestrator';
import { testDatabase, testRedis } from '@app/testing';
import { v4 as uuidv4 } from 'uuid';
import { BullmqStepConsumer } from './bullmq-step-consumer';
import { BullmqStepQueue } from './bullmq-step-queue';
import { prepareQueueLocation, type QueueLocation } from './queue-backend';
import { queueTimes } from './queue-times';

const TIMES = queueTimes({ leaseMs: 30_000, sweepMs: 5_000 });

type Server = { location: QueueLocation; close: () => Promise<void> };

const SERVERS: Record<QueueLocation['kind'], () => Promise<Server>> = {
  postgres: async () => {
    const database = await testDatabase();
    return { location: { kind: 'postgres', url: database.url }, close: () => database.drop() };
  },
  redis: async () => {
    const redis = await testRedis();
    return { location: { kind: 'redis', url: redis.url }, close: () => redis.stop() };
  },
};

/** Collects what a consumer was handed, and lets tests wait for it. */
class Deliveries {
  readonly steps: StepRef[] = [];
  private waiting: { count: number; resolve: () => void }[] = [];

  add(step: StepRef): void {
    this.steps.push(step);
    for (const waiter of this.waiting.filter(({ count }) => this.steps.length >= count)) waiter.resolve();
  }

  async until(count: number): Promise<void> {
    if (this.steps.length >= count) return;
    await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
  }
}

const newStep = (delayMs = 0): StepRef => ({ taskId: uuidv4(), version: 1, delayMs });

describe.each(Object.keys(SERVERS) as QueueLocation['kind'][])('step queue on %s', (kind) => {
  let server: Server;
  let queue: BullmqStepQueue;
  const faults: Error[] = [];
  const consumers: BullmqStepConsumer[] = [];

  beforeAll(async () => {
    server = await SERVERS[kind]();
    await prepareQueueLocation(server.location);
    // Replicas prepare it at each start.
    await prepareQueueLocation(server.location);
    queue = new BullmqStepQueue(server.location, TIMES, (error) => faults.push(error));
  });

  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.drain()));
    expect(faults).toEqual([]);
  });

  afterAll(async () => {
    await queue?.close();
    await server?.close();
  });

  async function consume(handler: (step: StepRef) => Promise<void>, concurrency = 2): Promise<BullmqStepConsumer> {
    const options = { ...TIMES, concurrency, readyWithinMs: 10_000 };
    const consumer = new BullmqStepConsumer(server.location, options, (error) => faults.push(error));
    consumers.push(consumer);
    await consumer.start(handler);
    return consumer;
  }

  it('delivers each step once, to one of its consumers, with id and version only', async () => {
    const steps = Array.from({ length: 100 }, () => newStep());
    const got = new Deliveries();
    for (let index = 0; index < 3; index++) await consume(async (step) => got.add(step));
    await queue.enqueue(steps);
    await got.until(steps.length);
    expect(new Set(got.steps.map((step) => step.taskId))).toEqual(new Set(steps.map((step) => step.taskId)));
    expect(got.steps).toHaveLength(steps.length);
    expect(Object.keys(got.steps[0] ?? {}).sort()).toEqual(['taskId', 'version']);
  });

  it('does not add what still waits, and takes it again once it was handled', async () => {
    const step = newStep();
    await queue.enqueue([step]);
    await queue.enqueue([step, step]);
    expect(await queue.countWaiting()).toBe(1);
    const got = new Deliveries();
    const consumer = await consume(async (delivered) => got.add(delivered));
    await got.until(1);
    await consumer.drain();
    await queue.enqueue([step]);
    await consume(async (delivered) => got.add(delivered));
    await got.until(2);
  });

  it('delivers another version of the same task beside the first', async () => {
    const step = newStep();
    await queue.enqueue([step, { ...step, version: 2 }]);
    const got = new Deliveries();
    await consume(async (delivered) => got.add(delivered));
    await got.until(2);
    expect(got.steps.map((delivered) => delivered.version).sort()).toEqual([1, 2]);
  });

  it('leaves deliveries to others while it is paused, and goes on when it is resumed', async () => {
    const got = new Deliveries();
    const others = new Deliveries();
    const consumer = await consume(async (step) => got.add(step), 1);
    await queue.enqueue([newStep()]);
    await got.until(1);
    await consumer.pause();
    // One may have been on its way.
    const steps = Array.from({ length: 5 }, () => newStep());
    await queue.enqueue(steps.slice(0, 1));
    const other = await consume(async (step) => others.add(step), 1);
    await queue.enqueue(steps.slice(1));
    await others.until(4);
    expect(got.steps.length).toBeLessThanOrEqual(2);
    await other.drain();
    const before = got.steps.length;
    await consumer.resume();
    await queue.enqueue([newStep(), newStep()]);
    await got.until(before + 2);
  });

  it('delivers steps of a higher priority first, and overdue ones among the usual, in the order of their coming', async () => {
    const ofMany = Array.from({ length: 4 }, () => ({ ...newStep(), priority: -10 }));
    const [first, second] = [newStep(), { ...newStep(), priority: 0 }];
    await queue.enqueue(ofMany);
    await queue.enqueue([first, second]);
    const [, , third] = ofMany;
    if (third) await queue.redeliver([{ ...third, isOverdue: true }]);
    const got = new Deliveries();
    await consume(async (step) => got.add(step), 1);
    await got.until(7);
    expect(got.steps.map(({ taskId }) => taskId)).toEqual(
      [first, second, third, ...ofMany].map((step) => step?.taskId),
    );
  });

  it('keeps the order of what is due, and a delayed step for later', async () => {
    const [late, ...soon] = [newStep(700), newStep(), newStep(), newStep()];
    const enqueuedAt = performance.now();
    await queue.enqueue([late as StepRef, ...soon]);
    const got = new Deliveries();
    let lateAt = 0;
    await consume(async (step) => {
      if (step.taskId === late?.taskId) lateAt = performance.now();
      got.add(step);
    }, 1);
    await got.until(4);
    expect(got.steps.map((step) => step.taskId)).toEqual([...soon, late as StepRef].map((step) => step.taskId));
    expect(lateAt - enqueuedAt).toBeGreaterThanOrEqual(699);
  });

  it('delivers a delayed step at once when the sweeper finds it due', async () => {
    // Its time is far off by the clock of the host that added it.
    const step = newStep(3_600_000);
    await queue.enqueue([step]);
    await queue.enqueue([{ taskId: step.taskId, version: step.version }]);
    const got = new Deliveries();
    await consume(async (delivered) => got.add(delivered));
    await got.until(1);
    expect(got.steps[0]?.taskId).toBe(step.taskId);
  });

  it('delivers again what consumers took and never handled', async () => {
    const steps = Array.from({ length: 5 }, () => newStep());
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const got = new Deliveries();
    await consume(async (delivered) => {
      got.add(delivered);
      await gate;
    }, 15);
    await queue.enqueue(steps);
    await got.until(5);
    // The queue holds them for taken: only a redelivery brings them to anybody.
    await queue.enqueue(steps);
    expect(await queue.countWaiting()).toBe(0);
    await queue.redeliver(steps);
    await got.until(10);
    await queue.redeliver(steps);
    await got.until(15);
    release();
    for (const { taskId } of steps) expect(got.steps.filter((step) => step.taskId === taskId)).toHaveLength(3);
  });

  it('hands out no more than the concurrency at once, and drains without losing what was taken', async () => {
    let running = 0;
    let most = 0;
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun = new Deliveries();
    const ended = new Deliveries();
    const consumer = await consume(async (step) => {
      most = Math.max(most, ++running);
      begun.add(step);
      await gate;
      running--;
      ended.add(step);
    }, 3);
    await queue.enqueue(Array.from({ length: 5 }, () => newStep()));
    await begun.until(3);
    const drained = consumer.drain();
    release();
    await drained;
    expect([most, running]).toEqual([3, 0]);
    expect(ended.steps).toHaveLength(begun.steps.length);
    // What was not taken waits for another consumer.
    await consume(async (step) => ended.add(step));
    await ended.until(5);
  });

  it('adds nothing for an empty list', async () => {
    await queue.enqueue([]);
    expect(await queue.countWaiting()).toBe(0);
  });
});

describe('a Redis that may drop keys', () => {
  it('is refused, with the setting named', async () => {
    const redis = await testRedis({ maxmemoryPolicy: 'allkeys-lru' });
    try {
      await expect(prepareQueueLocation({ kind: 'redis', url: redis.url })).rejects.toThrow(/noeviction/);
    } finally {
      await redis.stop();
    }
  });
});
