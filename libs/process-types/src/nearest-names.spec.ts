import { didYouMean, nearestNames } from './nearest-names';

const FIELDS = ['name', 'command', 'workingDirectory', 'timeoutMinutes', 'timeoutSeconds', 'maxRetries', 'env'];

it.each<[string, string[]]>([
  ['comand', ['command']],
  ['commnad', ['command']],
  ['Command', ['command']],
  ['nmae', ['name']],
  ['timeout_minutes', ['timeoutMinutes']],
  ['timeout-second', ['timeoutSeconds']],
  ['timeout', ['timeoutMinutes', 'timeoutSeconds']],
  ['retries', ['maxRetries']],
  ['environment', ['env']],
  ['directory', ['workingDirectory']],
  ['colour', []],
  ['x', []],
  ['', []],
  ['script', []],
])('of %j: %j', (written, expected) => {
  expect(nearestNames(written, FIELDS)).toEqual(expected);
});

it('says it in words, or nothing', () => {
  expect(didYouMean('timeout', FIELDS)).toBe('Did you mean timeoutMinutes or timeoutSeconds? ');
  expect(didYouMean('colour', FIELDS)).toBe('');
  expect(didYouMean('anything', [])).toBe('');
});

it('takes names of any length in a moment', () => {
  expect(nearestNames('x'.repeat(1_000_000), FIELDS)).toEqual([]);
});
