import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations } from '@app/database';
import { Client } from 'pg';
import { TEST_SERVER_FOLDER, testServer } from './test-server';

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, cutting off who still uses it; keeps it for a day when a test of this file failed. */
  drop(): Promise<void>;
}

const MIGRATIONS = join(__dirname, '../../database/src/migrations');
// Any constant will do: it orders those who want to make the template.
const TEMPLATE_LOCK = 7_216_002;

/**
 * A database of the test's own with the newest schema, cloned from a template in some ten milliseconds.
 * @param migrate brings an empty database to the schema that the template has
 */
export async function testDatabase(migrate: (url: string) => Promise<void> = runMigrations): Promise<TestDatabase> {
  const server = await testServer();
  const admin = new Client({ connectionString: server.url('postgres') });
  await admin.connect();
  const name = `test_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString('hex')}`;
  try {
    const template = await ensureTemplate(admin, migrate, (database) => server.url(database));
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await admin.end();
  }
  return { url: server.url(name), drop: () => drop(server.url('postgres'), name) };
}

async function ensureTemplate(
  admin: Client,
  migrate: (url: string) => Promise<void>,
  urlOf: (database: string) => string,
): Promise<string> {
  const template = `template_${fingerprint(migrate)}`;
  if (await exists(admin, template)) return template;
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if (await exists(admin, template)) return template;
    // It gets its name when it is whole: a run that was killed meanwhile leaves no half of one.
    const draft = `${template}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${draft}`);
    await migrate(urlOf(draft));
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    return template;
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function exists(admin: Client, name: string): Promise<boolean> {
  return (await admin.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
}

/** Changes with any migration, and with what is done to the database. */
function fingerprint(migrate: (url: string) => Promise<void>): string {
  const hash = createHash('sha256').update(String(migrate));
  for (const file of readdirSync(MIGRATIONS).sort()) hash.update(file).update(readFileSync(join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 16);
}

async function drop(adminUrl: string, name: string): Promise<void> {
  if ('aTestFailed' in globalThis) {
    process.stderr.write(`A test failed: its database ${name} in ${TEST_SERVER_FOLDER} is kept for a day\n`);
    return;
  }
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}
