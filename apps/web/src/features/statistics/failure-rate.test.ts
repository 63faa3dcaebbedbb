import { failureRate, rateWords } from './failure-rate';

it('is of the runs that completed or failed', () => {
  expect(failureRate({ completed: 3, failed: 1 })).toBe(0.25);
  expect(failureRate({ completed: 0, failed: 0 })).toBeNull();
});

it.each<[number | null, string]>([
  [null, '–'],
  [0, '0 %'],
  [0.0001, '0.1 %'],
  [0.004, '0.4 %'],
  [0.125, '13 %'],
  [1, '100 %'],
])('says %p as %s', (rate, words) => {
  expect(rateWords(rate)).toBe(words);
});
