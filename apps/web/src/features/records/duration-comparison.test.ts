import { factorWords, slownessOf } from './duration-comparison';

it.each([
  ['nothing to compare with', 60_000, null, null],
  ['as usual', 42_000, 40_000, null],
  ['twice as long', 80_000, 40_000, null],
  ['more than twice', 100_000, 40_000, 2.5],
  ['quicker', 1_000, 40_000, null],
  ['a difference that is noise', 1_100, 200, null],
  ['usually no time at all', 5_000, 0, 5_000],
])('%s', (_, duration, usual, slow) => {
  expect(slownessOf(duration, usual)).toBe(slow);
});

it('says the factor in few characters', () => {
  expect([2.56, 12.9, 5_000].map(factorWords)).toEqual(['2.5×', '12×', 'over 100×']);
});
