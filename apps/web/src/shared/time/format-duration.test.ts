import { formatDuration, formatElapsed, formatExactDuration, formatRelative } from './format-duration';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatDuration', () => {
  it.each([
    [-5, '0ms'],
    [0, '0ms'],
    [0.4, '0ms'],
    [999, '999ms'],
    [1000, '1s'],
    [1249, '1.2s'],
    [9999, '9.9s'],
    [10 * SECOND, '10s'],
    [59_999, '59s'],
    [MINUTE, '1m 00s'],
    [72 * SECOND, '1m 12s'],
    [59 * MINUTE + 59 * SECOND, '59m 59s'],
    [HOUR, '1h 00m'],
    [3 * HOUR + 5 * MINUTE, '3h 05m'],
    [DAY - 1, '23h 59m'],
    [DAY, '1d 0h'],
    [2 * DAY + 4 * HOUR, '2d 4h'],
  ])('shows %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('formatElapsed', () => {
  it.each([
    [-1, '0s'],
    [999, '0s'],
    [3700, '3s'],
    [61 * SECOND, '1m 01s'],
  ])('shows %d ms that still run as %s', (ms, text) => expect(formatElapsed(ms)).toBe(text));
});

it('keeps the exact value for the hover text', () => expect(formatExactDuration(72_345)).toBe('72.345 s'));

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [-4999, 'just now'],
    [4999, 'just now'],
    [-42 * SECOND, '42s ago'],
    [-2 * MINUTE, '2m ago'],
    [3 * HOUR, 'in 3h'],
    [-3 * DAY, '3d ago'],
  ])('shows a difference of %d ms as %s', (ms, text) => expect(formatRelative(ms)).toBe(text));
});
