import { randomBytes } from 'node:crypto';
import { KeyRing } from './key-ring';
import { keyIdOf, openValue, type SecretPlace, sealValue } from './sealed-value';

const ringOf = (...keys: Buffer[]) => new KeyRing({ kind: 'given', keys: keys.map((key) => key.toString('base64')) });
const ring = ringOf(randomBytes(32));
const place: SecretPlace = ['input', 'record-1', 'token'];

it('gives back what was sealed, whatever it is', () => {
  for (const value of ['', 'x', 'pässwörd\n', '\u{1f511}'.repeat(20_000)])
    expect(openValue(ring, sealValue(ring.current(), value, place), place)).toBe(value);
});

it('seals a value differently each time, and shows nothing of it but its length', () => {
  const sealed = Array.from({ length: 100 }, () => sealValue(ring.current(), 'the same value', place));
  expect(new Set(sealed).size).toBe(100);
  expect(new Set(sealed.map((text) => text.length)).size).toBe(1);
  expect(sealed.join()).not.toContain(Buffer.from('the same').toString('base64url').slice(0, 8));
});

it.each<[string, SecretPlace]>([
  ['another record', ['input', 'record-2', 'token']],
  ['another parameter', ['input', 'record-1', 'other']],
  ['a named secret', ['secret', 'token']],
  ['parts that only look alike', ['input', 'record-1","token']],
])('cannot be opened as the value of %s', (_, elsewhere) => {
  const sealed = sealValue(ring.current(), 'value', place);
  expect(() => openValue(ring, sealed, elsewhere)).toThrow(/altered, or belongs to something else/);
});

it('is refused when any character of it was changed', () => {
  const sealed = sealValue(ring.current(), 'value', place);
  const body = sealed.lastIndexOf('.') + 1;
  // The last digit of base64 has bits that mean nothing.
  for (let index = body; index < sealed.length - 1; index++) {
    const changed = `${sealed.slice(0, index)}${sealed[index] === 'A' ? 'B' : 'A'}${sealed.slice(index + 1)}`;
    expect(() => openValue(ring, changed, place)).toThrow(/altered/);
  }
  for (const text of ['', 'v1', 'v1..', `${sealed.slice(0, body)}AAAA`, 'v2.0123456789ab.AAAA'])
    expect(() => openValue(ring, text, place)).toThrow(/altered|not here/);
});

it('says which key is missing, and never the value', () => {
  const other = ringOf(randomBytes(32));
  const sealed = sealValue(ring.current(), 'value', place);
  expect(() => openValue(other, sealed, place)).toThrow(
    `encrypted with the key ${ring.current().id}, which is not here`,
  );
  expect(keyIdOf(sealed)).toBe(ring.current().id);
});

it('is opened by a ring that has its key anywhere', () => {
  const old = randomBytes(32);
  const sealed = sealValue(ringOf(old).current(), 'value', place);
  const rotated = ringOf(randomBytes(32), old);
  expect(openValue(rotated, sealed, place)).toBe('value');
  expect(keyIdOf(sealValue(rotated.current(), 'value', place))).not.toBe(keyIdOf(sealed));
});
