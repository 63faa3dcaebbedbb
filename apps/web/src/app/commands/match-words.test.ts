import { bestMatches, matchWords } from './match-words';

it('needs all words, in any order and case', () => {
  expect(matchWords('Dark theme', 'theme dark')).toBeGreaterThan(0);
  expect(matchWords('Dark theme', 'DARK')).toBeGreaterThan(0);
  expect(matchWords('Dark theme', 'dark mode')).toBe(0);
  expect(matchWords('anything', '  ')).toBeGreaterThan(0);
});

it('puts the beginning of the text first, then that of a word, and keeps the order otherwise', () => {
  const entries = ['a backup', 'my-up', 'upload', 'up'];
  const best = (typed: string, limit?: number) =>
    bestMatches(entries, (text) => text, typed, limit === undefined ? {} : { limit }).map(({ entry }) => entry);
  expect(best('up')).toEqual(['upload', 'up', 'my-up', 'a backup']);
  expect(best('up', 2)).toEqual(['upload', 'up']);
  expect(best('')).toEqual(entries);
});

it('takes words from what it belongs to, for less than from any text', () => {
  expect(matchWords('Start', 'start process', 'This process')).toBeGreaterThan(0);
  expect(matchWords('Start', 'rocess', 'This process')).toBeLessThan(matchWords('New process', 'rocess', 'Create'));
});
