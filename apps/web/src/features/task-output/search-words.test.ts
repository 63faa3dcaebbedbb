import { searchWords } from './search-words';

it.each([
  [{ line: 7, position: 3, count: 1204, nextLine: null }, '3 of 1,204'],
  [{ line: 7, position: 3, count: 1204, nextLine: 40_001 }, '3 of 1,204, counting…'],
  [{ line: null, nextLine: 40_001 }, 'Searching from line 40,001…'],
  [{ line: null, nextLine: null }, 'No match'],
])('says of %p: %s', (found, words) => expect(searchWords(found)).toBe(words));
