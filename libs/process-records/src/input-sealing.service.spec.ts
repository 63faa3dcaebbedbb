import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProcessTypeRepository } from '@app/process-types';
import {
  KeyRegistryRepository,
  KeyRing,
  openInputText,
  SecretRepository,
  SecretService,
  SecretVault,
} from '@app/secrets';
import { EngineFixture, temporaryFolder, type TestDatabase, testDatabase } from '@app/testing';
import { InputSealingService } from './input-sealing.service';
import { SealedInputRepository } from './sealed-input.repository';

// More than two batches.
const RECORDS = 700;
const folder = temporaryFolder('sealing');
const keyFile = join(folder.path, 'secrets-key');

let database: TestDatabase;
let engine: EngineFixture;
/** Records with a token that has to be encrypted; as many runs. */
let secret = 0;

/** Like a process that just started. */
function service() {
  const ring = new KeyRing({ kind: 'file', path: keyFile, mayBeMade: true });
  const vault = new SecretVault(ring, new KeyRegistryRepository(engine.sql));
  const rows = new SealedInputRepository(engine.sql);
  const types = new ProcessTypeRepository(engine.sql);
  const inputs = new InputSealingService(rows, types, vault);
  // Like one that is killed after its first batch.
  let batches = 0;
  const listAfter = jest.fn((...args: Parameters<typeof rows.listAfter>) => {
    batches += 1;
    if (batches > 1) throw new Error('interrupted');
    return rows.listAfter(...args);
  });
  const once = Object.assign(new SealedInputRepository(engine.sql), { listAfter });
  const withOneBatch = new InputSealingService(once, types, vault);
  return { ring, vault, inputs, withOneBatch, secrets: new SecretService(new SecretRepository(engine.sql), vault) };
}

const saveVersion = (version: number, parameters: object[]) =>
  engine.rows(
    `INSERT INTO process_type_version (type_name, version, definition, fingerprint, created_by)
     VALUES ('export', $1, $2, 'test', 'test')`,
    [version, JSON.stringify({ name: 'export', parameters, tasks: [{ name: 't' }] })],
  );

const inputsOf = async (table: string) =>
  (await engine.rows(`SELECT input_data AS input FROM ${table} WHERE input_data IS NOT NULL ORDER BY id`)).map(
    ({ input }) => String(input),
  );

/** Records and runs of a type that have a token as anybody could read it. */
async function inClear(type: string): Promise<unknown[]> {
  const counts = ['process_record', 'process_run'].map((table) =>
    engine.row(`SELECT count(*)::integer AS n FROM ${table} WHERE type = $1 AND input_data LIKE '%token-of-%'`, [type]),
  );
  return (await Promise.all(counts)).map(({ n }) => n);
}

const stored = async () =>
  (
    await engine.rows(`SELECT id, input_data AS input FROM process_record WHERE input_data IS NOT NULL ORDER BY id`)
  ).map(({ id, input }) => ({ id: String(id), input: String(input) }));

const sealed = async () => (await stored()).filter(({ input }) => input.includes('$sealed'));

beforeAll(async () => {
  database = await testDatabase();
  engine = await EngineFixture.open(database.url);
  await engine.saveType('open', [{}]);
  await engine.rows(`INSERT INTO process_type (name, source, current_version) VALUES ('export', 'api', 1)`);
  await saveVersion(1, [
    { name: 'token', secret: true },
    { name: 'region', secret: false },
  ]);
  await engine.rows(
    `INSERT INTO process_record (id, type, input_data, total_tasks)
     SELECT 'r-' || lpad(n::text, 5, '0'), CASE WHEN n % 10 = 0 THEN 'open' ELSE 'export' END,
       CASE WHEN n % 7 = 0 THEN NULL WHEN n % 11 = 0 THEN '{"region": "eu"}'
         ELSE json_build_object('token', 'token-of-' || n, 'region', 'eu')::text END, 1
     FROM generate_series(1, $1) n`,
    [RECORDS],
  );
  await engine.rows(
    `INSERT INTO process_run (id, process_record_id, run_number, type, type_version, input_data, status,
       current_task_index, total_tasks, trigger, triggered_by, completed_at)
     SELECT gen_random_uuid(), id, 1, type, 1, input_data, 'COMPLETED', 1, 1, 'manual', 'test', now() FROM process_record`,
  );
  secret = Number((await inClear('export'))[0]);
});

afterAll(async () => {
  await engine?.close();
  await database?.drop();
  folder.remove();
});

it('without secrets, no key is made', async () => {
  const { inputs, secrets, ring } = service();
  await engine.rows(
    `UPDATE process_type_version SET definition = jsonb_set(definition, '{parameters,0,secret}', 'false')`,
  );
  expect([await inputs.sealAll(), await secrets.reseal(), ring.ids()]).toEqual([{ sealed: 0, unreadable: 0 }, 0, []]);
  await engine.rows(
    `UPDATE process_type_version SET definition = jsonb_set(definition, '{parameters,0,secret}', 'true') WHERE type_name = 'export'`,
  );
});

it('encrypts what is in the clear and secret, and changes no value', async () => {
  const before = await inputsOf('process_record');
  const { inputs, ring } = service();
  expect(await inputs.sealAll()).toEqual({ sealed: 2 * secret, unreadable: 0 });
  expect(await inClear('export')).toEqual([0, 0]);
  expect(await inClear('open')).not.toContain(0);
  const rows = await stored();
  const opened = rows.map(({ id, input }) => JSON.parse(openInputText(ring, id, input).text ?? ''));
  expect(opened).toEqual(before.map((text) => JSON.parse(text)));
  expect(await service().inputs.sealAll()).toEqual({ sealed: 0, unreadable: 0 });
});

it('goes on where it was interrupted, with a new key, while others read and write', async () => {
  const running = service();
  await running.secrets.put('DB_PASSWORD', 'the password', 'admin');
  const rotating = service();
  rotating.ring.addKey();
  await expect(rotating.withOneBatch.sealAll()).rejects.toThrow('interrupted');

  // A process that ran all the time reads what has either key, and writes with the new one.
  const [[oldest], newest] = [await sealed(), (await sealed()).at(-1)];
  for (const row of [oldest, newest])
    expect(openInputText(running.ring, row?.id ?? '', row?.input ?? '').secrets).toHaveLength(1);
  expect((await running.secrets.open(['DB_PASSWORD'])).get('DB_PASSWORD')).toBe('the password');
  await running.secrets.put('OTHER', 'another', 'admin');

  const again = service();
  const { sealed: rest } = await again.inputs.sealAll();
  expect(rest).toBeGreaterThan(secret);
  expect(rest).toBeLessThan(2 * secret);
  expect(await again.secrets.reseal()).toBe(1);
  const all = [...(await inputsOf('process_record')), ...(await inputsOf('process_run'))];
  const withSecrets = all.filter((text) => text.includes('$sealed'));
  expect(withSecrets).toHaveLength(2 * secret);
  expect(withSecrets.filter((text) => !text.includes(`v1.${again.ring.current().id}.`))).toEqual([]);

  await new KeyRegistryRepository(engine.sql).forgetAllBut(again.ring.current().id);
  again.ring.forgetOldKeys();
  expect((await running.secrets.open(['DB_PASSWORD', 'OTHER'])).size).toBe(2);
  for (const { id, input } of await sealed()) expect(openInputText(running.ring, id, input).secrets).toHaveLength(1);
});

it('leaves and counts values that were put into another record, and goes on', async () => {
  const [one, other] = await sealed();
  const replace = 'UPDATE process_record SET input_data = $2 WHERE id = $1';
  await engine.rows(replace, [one?.id, other?.input]);
  const rotating = service();
  rotating.ring.addKey();
  expect(await rotating.inputs.sealAll()).toEqual({ sealed: 2 * secret - 1, unreadable: 1 });
  expect((await sealed()).find(({ id }) => id === one?.id)?.input).toBe(other?.input);
});

it('a process with another key is told, and changes nothing', async () => {
  rmSync(keyFile);
  const stranger = service();
  const missing = /encrypted with the key [0-9a-f]{12}, which is not here/;
  await expect(stranger.vault.check()).rejects.toThrow(missing);
  await expect(stranger.inputs.sealAll()).rejects.toThrow(missing);
  await expect(stranger.secrets.put('NEW', 'value', 'admin')).rejects.toThrow(/which is not here/);
  expect(existsSync(keyFile)).toBe(false);
});
