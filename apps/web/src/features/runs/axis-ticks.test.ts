import { axisTicks } from './axis-ticks';

it.each<[number, number, number[]]>([
  [1, 6, [0, 1]],
  [4_300, 6, [0, 1000, 2000, 3000, 4000]],
  [42_000, 6, [0, 10_000, 20_000, 30_000, 40_000]],
  [72_000, 4, [0, 30_000, 60_000]],
  [3 * 3_600_000, 6, [0, 1_800_000, 3_600_000, 5_400_000, 7_200_000, 9_000_000, 10_800_000]],
])('%d ms in at most %d steps', (span, most, ticks) => {
  expect(axisTicks(span, most)).toEqual(ticks);
});

it('has an end for any span', () => {
  expect(axisTicks(5e11, 6)).toHaveLength(7);
});
