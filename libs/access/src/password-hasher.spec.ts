import * as argon2 from '@node-rs/argon2';
import { USUAL_ACCESS } from './access-settings';
import { PasswordHasher } from './password-hasher';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof argon2>('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});
const verify = jest.mocked(argon2.verify);

it('hashes with argon2id as OWASP asks, and with another salt each time', async () => {
  const hasher = new PasswordHasher(USUAL_ACCESS.hashing);
  const hashes = [await hasher.hash('kite-lantern-62'), await hasher.hash('kite-lantern-62')];
  for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(hashes[0]).not.toBe(hashes[1]);
  expect(await hasher.verify(hashes[0] ?? '', 'kite-lantern-62')).toBe(true);
  expect(await hasher.verify(hashes[0] ?? '', 'kite-lantern-63')).toBe(false);
});

it('does the same work for a user who does not exist', async () => {
  const hasher = new PasswordHasher({ memoryKib: 64, passes: 1, lanes: 1 });
  const stored = await hasher.hash('kite-lantern-62');
  verify.mockClear();
  await hasher.verify(stored, 'guess');
  expect(await hasher.verify(null, 'guess')).toBe(false);
  const [known, unknown] = verify.mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4));
  expect(unknown).toEqual(known);
});

it('knows hashes that were made with another cost', async () => {
  const [before, today] = [1, 2].map((passes) => new PasswordHasher({ memoryKib: 64, passes, lanes: 1 }));
  const hash = (await before?.hash('kite-lantern-62')) ?? '';
  expect([before?.isOutdated(hash), today?.isOutdated(hash)]).toEqual([false, true]);
  expect(await today?.verify(hash, 'kite-lantern-62')).toBe(true);
});
