import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLauncherConfig } from '@app/config';
import { KeyRegistryRepository, KeyRing, SecretRepository, SecretService, SecretVault } from '@app/secrets';
import { EngineFixture, temporaryFolder, type TestDatabase, testDatabase } from '@app/testing';
import { type RotationStep, rotateSecrets } from './rotate-secrets';

const folder = temporaryFolder('rotation');
const file = join(folder.path, 'secrets-key');

let database: TestDatabase;
let engine: EngineFixture;
let running: SecretService;

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  // A service that runs all the time.
  const { secretKeys } = loadLauncherConfig({ DATA_DIR: folder.path });
  const vault = new SecretVault(new KeyRing(secretKeys), new KeyRegistryRepository(engine.sql));
  running = new SecretService(new SecretRepository(engine.sql), vault);
});
afterAll(async () => {
  await engine?.close();
  await database?.drop();
  folder.remove();
});

async function rotate(step: RotationStep, env: Record<string, string> = { DATA_DIR: folder.path }): Promise<string> {
  const said: string[] = [];
  await rotateSecrets(loadLauncherConfig({ DATABASE_URL: database.url, ...env }), step, (line) => said.push(line));
  return said.join('\n');
}

const keys = () => readFileSync(file, 'utf8').trim().split('\n');
const sealed = async () => String((await engine.row('SELECT sealed FROM secret')).sealed);

it('encrypts with a new key while services run, and forgets the old one when it is told to', async () => {
  await running.put('TOKEN', 'the value', 'admin');
  const [first] = keys();
  const before = await sealed();
  expect(await rotate('new-key')).toMatch(
    /^Made the key (\w{12}) in .*\nEncrypted 1 named secrets .* with the key \1\.\n/,
  );
  expect(keys()).toEqual([expect.not.stringContaining(String(first)), first]);
  expect((await sealed()).slice(0, 16)).not.toBe(before.slice(0, 16));
  expect((await running.open(['TOKEN'])).get('TOKEN')).toBe('the value');

  expect(await rotate('forget-old')).toMatch(/All keys but \w{12} are forgotten/);
  expect(keys()).toHaveLength(1);
  expect((await running.open(['TOKEN'])).get('TOKEN')).toBe('the value');
});

it('takes keys from the environment as they are: the first one encrypts', async () => {
  const [old = ''] = keys();
  const fresh = Buffer.alloc(32, 7).toString('base64');
  await expect(rotate('resume', { SECRETS_KEY: fresh })).rejects.toThrow(/^Secrets cannot be rotated: .* not here/);
  expect(await rotate('new-key', { SECRETS_KEY: `${fresh},${old}` })).toMatch(/^Encrypted 1 named secrets/);
  expect(await rotate('forget-old', { SECRETS_KEY: `${fresh},${old}` })).toMatch(/are forgotten/);
  expect(await rotate('resume', { SECRETS_KEY: fresh })).toMatch(/^Encrypted 0 named secrets/);
  await expect(running.open(['TOKEN'])).rejects.toThrow(/not here/);
});
