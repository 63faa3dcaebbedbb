import { DomainError } from '@app/process-core';
import { type CursorPart, decodeCursor, encodeCursor } from './keyset-cursor';

const PARTS: CursorPart[] = ['micros', 'text', 'uuid', 'count'];
const VALUES = [1_700_000_000_123_456, 'a/b', '019a8f2e-6c1b-7cc2-9d3e-0a4a51c0d001', 7];

it('gives back what it was made of', () => {
  expect(decodeCursor(encodeCursor(VALUES), PARTS)).toEqual(VALUES);
});

it('is safe in a URL', () => {
  expect(encodeCursor(['???>>>~~~ÿ'])).toMatch(/^[A-Za-z0-9_-]+$/);
});

const withPart = (index: number, value: unknown) =>
  Buffer.from(JSON.stringify(VALUES.with(index, value as string))).toString('base64url');

it.each([
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('hello').toString('base64url')],
  ['no array', Buffer.from('{"0":1}').toString('base64url')],
  ['too few parts', encodeCursor(VALUES.slice(1))],
  ['too many parts', encodeCursor([...VALUES, 1])],
  ['a fraction as moment', withPart(0, 1.5)],
  ['a moment that no database has', withPart(0, 1e300)],
  ['a text as moment', withPart(0, '1')],
  ['NUL in a text', withPart(1, 'a\0b')],
  ['an object as text', withPart(1, {})],
  ['a text that is too long', withPart(1, 'x'.repeat(256))],
  ['no uuid', withPart(2, 'x')],
  ['a negative count', withPart(3, -1)],
  ['a huge count', withPart(3, 2 ** 31)],
  ['null', withPart(3, null)],
])('refuses a cursor with %s', (_, cursor) => {
  expect(() => decodeCursor(cursor, PARTS)).toThrow(DomainError);
});
