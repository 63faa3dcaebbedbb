import { join } from 'node:path';
import { type LauncherConfig, StartupError } from '@app/config';
import { runMigrations, type SqlClient, withSqlClient } from '@app/database';
import { PostgresServer } from '@app/database/embedded';
import { InputSealingService, SealedInputRepository } from '@app/process-records';
import { ProcessTypeRepository } from '@app/process-types';
import {
  KeyRegistryRepository,
  KeyRing,
  SecretFault,
  SecretRepository,
  SecretService,
  SecretVault,
} from '@app/secrets';

/** What a rotation does besides encrypting what has another key than the first one. */
export type RotationStep =
  /** Puts a new key in front of the others, where they are in a file. */
  | 'new-key'
  /** Nothing: goes on with what was interrupted, or uses keys that were changed by hand. */
  | 'resume'
  /** Takes the old keys away once nothing has one of them. */
  | 'forget-old';

/**
 * Encrypts all secrets with the first key, in batches, while services go on: these read a changed key file by themselves
 * and know the old keys until they are forgotten.
 * @param say takes one line of progress
 * @throws StartupError with the reason in one line
 */
export async function rotateSecrets(
  config: LauncherConfig,
  step: RotationStep,
  say: (line: string) => void,
): Promise<void> {
  try {
    await onDatabase(config, say, (sql) => rotate(sql, new KeyRing(config.secretKeys), config, step, say));
  } catch (error) {
    throw error instanceof SecretFault ? new StartupError(`Secrets cannot be rotated: ${error.message}`) : error;
  }
}

async function rotate(
  sql: SqlClient,
  ring: KeyRing,
  config: LauncherConfig,
  step: RotationStep,
  say: (line: string) => void,
): Promise<void> {
  const registry = new KeyRegistryRepository(sql);
  const vault = new SecretVault(ring, registry);
  await vault.check();
  if (step === 'new-key' && config.secretKeys.kind === 'file')
    say(`Made the key ${ring.addKey().id} in ${config.secretKeys.path}.`);
  const named = await new SecretService(new SecretRepository(sql), vault).reseal();
  const inputs = new InputSealingService(new SealedInputRepository(sql), new ProcessTypeRepository(sql), vault);
  const { sealed, unreadable } = await inputs.sealAll();
  const current = await vault.prepare();
  say(`Encrypted ${named} named secrets and the inputs of ${sealed} records and runs with the key ${current}.`);
  if (unreadable > 0)
    say(`The inputs of ${unreadable} records and runs cannot be decrypted and were left as they are.`);
  if (step !== 'forget-old') {
    say('Older keys stay readable; when all services have the new one: rotate-secrets --forget-old');
    return;
  }
  if (unreadable > 0) throw new SecretFault('some secrets cannot be decrypted, so no key was forgotten');
  // What was encrypted while this went on: the second look has to find nothing.
  if (named + sealed > 0) throw new SecretFault('some secrets had an old key until now; try again in a minute');
  await registry.forgetAllBut(current);
  if (config.secretKeys.kind === 'file') ring.forgetOldKeys();
  say(`All keys but ${current} are forgotten.`);
}

/** The database of a product that runs, or that does not: then its PostgreSQL is started for this. */
async function onDatabase(
  config: LauncherConfig,
  say: (line: string) => void,
  work: (sql: SqlClient) => Promise<void>,
): Promise<void> {
  if (config.databaseUrl !== null) return migrated(config.databaseUrl, work);
  const server = await PostgresServer.start({ folder: join(config.dataDir, 'postgres'), log: say });
  try {
    await migrated(server.url(), work);
  } finally {
    if (!server.reused) await server.stop();
  }
}

async function migrated(url: string, work: (sql: SqlClient) => Promise<void>): Promise<void> {
  await runMigrations(url);
  await withSqlClient(url, work);
}
