import type { Slot } from './slot';
import { SlotPool } from './slot-pool';

/** A slot without a process: the pool looks at nothing else. */
class FakeSlot {
  isUsable = true;
  die: (reason: string) => void = () => undefined;
  readonly exited = new Promise<string>((resolve) => {
    this.die = (reason) => {
      this.isUsable = false;
      resolve(reason);
    };
  });
  async close(): Promise<void> {
    this.die('closed');
  }
}

const fake = () => new FakeSlot() as unknown as Slot & FakeSlot;

it('starts slots when they are needed, and no more than it may have', async () => {
  let started = 0;
  const pool = new SlotPool(2, async () => {
    started += 1;
    return fake();
  });
  expect(started).toBe(0);
  const [one, two] = await Promise.all([pool.acquire(), pool.acquire()]);
  expect(started).toBe(2);
  const third = pool.acquire();
  await pool.release(one);
  expect(await third).toBe(one);
  await pool.release(two);
  expect(await pool.acquire()).toBe(two);
  expect(started).toBe(2);
  await pool.close();
});

it('hands slots to those who wait in the order in which they came', async () => {
  const pool = new SlotPool(1, async () => fake());
  const slot = await pool.acquire();
  const order: number[] = [];
  const waiting = [1, 2, 3].map((number) =>
    pool.acquire().then((got) => {
      order.push(number);
      return pool.release(got);
    }),
  );
  await pool.release(slot);
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
  await pool.close();
});

it('replaces slots that died idle or come back unusable', async () => {
  const slots: FakeSlot[] = [];
  const pool = new SlotPool(1, async () => {
    const slot = fake();
    slots.push(slot);
    return slot;
  });
  await pool.release(await pool.acquire());
  slots[0]?.die('killed');
  await slots[0]?.exited;
  const second = await pool.acquire();
  expect(second).toBe(slots[1]);
  const third = pool.acquire();
  if (slots[1]) slots[1].isUsable = false;
  await pool.release(second);
  expect(await third).toBe(slots[2]);
  await pool.close();
});

it('gives out no slot that was retired, idle or in use', async () => {
  const pool = new SlotPool(2, async () => fake());
  const [idle, busy] = await Promise.all([pool.acquire(), pool.acquire()]);
  await pool.release(idle);
  pool.retire();
  // It may live on for a moment.
  await pool.release(busy);
  const next = await Promise.all([pool.acquire(), pool.acquire()]);
  for (const slot of [idle, busy]) expect(next).not.toContain(slot);
  await pool.close();
});

it('tells who waits why no slot starts, and tries again for the next', async () => {
  let fails = true;
  const pool = new SlotPool(1, async () => {
    if (fails) throw new Error('no room');
    return fake();
  });
  await expect(pool.acquire()).rejects.toThrow('no room');
  fails = false;
  await expect(pool.acquire()).resolves.toBeDefined();
  await pool.close();
  await expect(pool.acquire()).rejects.toThrow('the executor is closed');
});
