import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@app/testing';
import { KeyRing } from './key-ring';

const folder = temporaryFolder('keys');
afterAll(() => folder.remove());

const key = () => randomBytes(32).toString('base64');
const ringOn = (path: string, mayBeMade = true) => new KeyRing({ kind: 'file', path, mayBeMade });

it('makes the file with the first key that is needed, for its owner only', () => {
  const path = join(folder.path, 'made', 'secrets-key');
  const ring = ringOn(path);
  expect(ring.ids()).toEqual([]);
  expect(() => statSync(path)).toThrow(/ENOENT/);
  const { id } = ring.current();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder.path, 'made'))).toEqual(['secrets-key']);
  expect(ringOn(path).ids()).toEqual([id]);
});

it('is one key for all who come at once', () => {
  const path = join(folder.path, 'raced');
  const rings = Array.from({ length: 5 }, () => ringOn(path));
  // All have looked and found none.
  for (const ring of rings) expect(ring.ids()).toEqual([]);
  expect(new Set(rings.map((ring) => ring.current().id)).size).toBe(1);
});

it('takes up a new key while it runs, and keeps the old ones until they are forgotten', () => {
  const path = join(folder.path, 'rotated');
  const [service, command] = [ringOn(path), ringOn(path)];
  const old = service.current();
  const added = command.addKey();
  expect(service.current()).toEqual(added);
  expect(service.find(old.id)).toEqual(old);
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  command.forgetOldKeys();
  expect(service.ids()).toEqual([added.id]);
  expect(() => ringOn(path).find(old.id)).toThrow(`the key ${old.id}, which is not here`);
});

it.each([
  ['nothing', ''],
  ['a key that is too short', randomBytes(16).toString('base64')],
  ['words', 'a password'],
])('refuses a file with %s, naming it and not what is in it', (name, text) => {
  const path = join(folder.path, `bad-${name.replaceAll(' ', '-')}`);
  writeFileSync(path, text);
  expect(() => ringOn(path).current()).toThrow(`${path} must hold keys of 32 bytes in base64`);
});

it('does not make a file that was given by name', () => {
  expect(() => ringOn(join(folder.path, 'given'), false).current()).toThrow(/cannot be read: ENOENT/);
});

it('tells keys apart by an id that does not give them away', () => {
  const keys = [key(), key()];
  const ring = new KeyRing({ kind: 'given', keys });
  expect(ring.ids()).toHaveLength(2);
  expect(ring.current().bytes.toString('base64')).toBe(keys[0]);
  expect(ring.current().bytes.toString('hex')).not.toContain(ring.current().id);
  expect(() => ring.addKey()).toThrow('the keys are in SECRETS_KEY: change them there');
});
