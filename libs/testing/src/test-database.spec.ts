import { Client } from 'pg';
import { testDatabase } from './test-database';

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it('gives each caller a database of its own with the migrated schema', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  try {
    expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
    await query(one.url, 'CREATE TABLE mine (n int)');
    const tables = `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
    const inOther = (await query(other.url, tables)).map(({ name }) => name);
    expect(inOther).toContain('scheduled_tasks');
    expect(inOther).not.toContain('mine');
  } finally {
    await Promise.all([one.drop(), other.drop()]);
  }
});

it('drops the database although somebody is still connected', async () => {
  const { url, drop } = await testDatabase();
  const left = new Client({ connectionString: url });
  const cutOff = new Promise((resolve) => left.on('error', resolve));
  await left.connect();
  await drop();
  await cutOff;
  await expect(query(url, 'SELECT 1')).rejects.toThrow('does not exist');
});

it('migrates once for all callers', async () => {
  let calls = 0;
  const migrate = async (url: string) => {
    calls += 1;
    await query(url, `CREATE TABLE made_${process.pid} (n int)`);
  };
  // A text of its own gives a template of its own.
  migrate.toString = () => `migrate for ${process.pid} at ${Date.now()}`;
  const text = migrate.toString();
  migrate.toString = () => text;
  const databases = await Promise.all([1, 2, 3].map(() => testDatabase(migrate)));
  expect(calls).toBe(1);
  for (const { url, drop } of databases) {
    await query(url, `SELECT FROM made_${process.pid}`);
    await drop();
  }
});
