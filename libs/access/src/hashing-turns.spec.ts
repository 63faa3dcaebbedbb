import { HashingTurns } from './hashing-turns';

it('lets so many work at once, the others in the order they came, and refuses when too many wait', async () => {
  const turns = new HashingTurns(2, 2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const take = (number: number) =>
    turns.take(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      return number;
    });
  const works = [take(1), take(2), take(3), take(4)];
  await expect(take(5)).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 1 });
  expect(begun).toEqual([1, 2]);
  ends[1]?.();
  expect(await works[1]).toBe(2);
  expect(begun).toEqual([1, 2, 3]);
  ends[0]?.();
  expect(await works[0]).toBe(1);
  expect(begun).toEqual([1, 2, 3, 4]);
  for (const end of ends) end();
  expect(await Promise.all(works)).toEqual([1, 2, 3, 4]);
});

it('a work that fails gives its turn back', async () => {
  const turns = new HashingTurns(1, 1);
  await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turns.take(() => Promise.resolve('done'))).toBe('done');
});
