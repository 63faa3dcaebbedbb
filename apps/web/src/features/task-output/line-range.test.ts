import { lineRangeHash, parseLineRange } from './line-range';

it.each([
  ['L118', { from: 118, to: 118 }],
  ['#L10-L20', { from: 10, to: 20 }],
  ['L20-10', { from: 10, to: 20 }],
  ['L0', null],
  ['L', null],
  ['L1-', null],
  ['x', null],
  ['', null],
])('reads %p', (hash, range) => expect(parseLineRange(hash)).toEqual(range));

it.each(['L7', 'L7-L9'])('writes %p as it was read', (hash) => {
  const range = parseLineRange(hash);
  expect(range && lineRangeHash(range)).toBe(hash);
});
