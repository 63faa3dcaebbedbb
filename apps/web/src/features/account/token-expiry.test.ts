import { EXPIRIES, expiryAt, expiryState } from './token-expiry';

const NOW = Date.parse('2026-11-24T00:00:00Z');

it('says when a token that is made now ends', () => {
  expect(EXPIRIES.map(({ value }) => expiryAt(value, NOW))).toEqual([
    '2026-12-01T00:00:00.000Z',
    '2026-12-24T00:00:00.000Z',
    '2027-02-22T00:00:00.000Z',
    '2027-11-24T00:00:00.000Z',
    null,
  ]);
});

it.each([
  [null, 'far'],
  ['2026-12-01T00:00:00Z', 'far'],
  ['2026-11-30T23:59:59Z', 'soon'],
  ['2026-11-24T00:00:00Z', 'ended'],
])('a token that ends at %s: %s', (expiresAt, state) => {
  expect(expiryState(expiresAt, NOW)).toBe(state);
});
