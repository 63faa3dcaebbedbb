import { MicroBatch, type Settled } from './micro-batch';

const fulfilled = <T>(value: T): Settled<T> => ({ status: 'fulfilled', value });

/** Work whose rounds end when the test says so. */
function roundsOf(most: number, patienceMs = 600_000) {
  const rounds: { readonly items: readonly number[]; readonly end: (answers: Settled<string>[]) => void }[] = [];
  const failures: ((reason: Error) => void)[] = [];
  const batch = new MicroBatch<number, string>(
    (items) =>
      new Promise((end, fail) => {
        rounds.push({ items, end });
        failures.push(fail);
      }),
    { most, patienceMs },
  );
  const endRound = async (index: number) => {
    const round = rounds[index];
    round?.end(round.items.map((item) => fulfilled(`answer ${item}`)));
    await new Promise(setImmediate);
  };
  return { batch, rounds, failures, endRound };
}

it('does what comes first at once, and what comes meanwhile together', async () => {
  const { batch, rounds, endRound } = roundsOf(10);
  const answers = [1, 2, 3].map((item) => batch.submit(item));
  expect(rounds.map(({ items }) => items)).toEqual([[1]]);
  await endRound(0);
  expect(rounds.map(({ items }) => items)).toEqual([[1], [2, 3]]);
  await endRound(1);
  expect(await Promise.all(answers)).toEqual(['answer 1', 'answer 2', 'answer 3']);
  const later = batch.submit(4);
  expect(rounds[2]?.items).toEqual([4]);
  await endRound(2);
  expect(await later).toBe('answer 4');
});

it('takes no more than it may at once, in the order of arrival', async () => {
  const { batch, rounds, endRound } = roundsOf(2);
  const answers = [1, 2, 3, 4].map((item) => batch.submit(item));
  for (const index of [0, 1, 2]) await endRound(index);
  expect(rounds.map(({ items }) => items)).toEqual([[1], [2, 3], [4]]);
  await Promise.all(answers);
});

it('gives each its own failure, and goes on after a round that failed', async () => {
  const { batch, rounds, failures, endRound } = roundsOf(10);
  const first = batch.submit(1);
  const [second, third] = [2, 3].map((item) => batch.submit(item).catch((reason: Error) => reason.message));
  failures[0]?.(new Error('away'));
  await expect(first).rejects.toThrow('away');
  rounds[1]?.end([fulfilled('answer 2'), { status: 'rejected', reason: new Error('refused') }]);
  expect(await Promise.all([second, third])).toEqual(['answer 2', 'refused']);
  const fourth = batch.submit(4);
  await endRound(2);
  expect(await fourth).toBe('answer 4');
});

it('is not held up by a round that hangs', async () => {
  const { batch, rounds, endRound } = roundsOf(10, 5);
  const first = batch.submit(1);
  const second = batch.submit(2);
  while (rounds.length < 2) await new Promise(setImmediate);
  await endRound(1);
  expect(await second).toBe('answer 2');
  const third = batch.submit(3);
  await endRound(0);
  expect(await first).toBe('answer 1');
  expect(rounds.map(({ items }) => items)).toEqual([[1], [2], [3]]);
  await endRound(2);
  expect(await third).toBe('answer 3');
});
