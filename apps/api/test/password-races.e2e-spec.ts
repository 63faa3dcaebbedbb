// A check of a password takes a while. What happens to the user meanwhile counts.
import { eventually } from '@app/testing';
import { Client } from 'pg';
import { AccessClient, createUser, PASSWORD, signIn } from './access-client';
import { ApiFixture } from './api-fixture';

const NEW_PASSWORD = `password_hash = 'another', password_version = password_version + 1`;
const DISABLED = 'disabled_at = now()';

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

/** Sends a request that checks the user's password, and changes the user while that goes on. */
async function whileChecking(name: string, change: string, send: () => Promise<Response>): Promise<Response> {
  const changer = new Client({ connectionString: api.config.databaseUrl });
  await changer.connect();
  try {
    await changer.query('BEGIN');
    await changer.query(`UPDATE app_user SET ${change} WHERE name = $1`, [name]);
    const sending = send();
    await eventually('the request has found the password right, and waits', async () => {
      const { rowCount } = await changer.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rowCount === 1;
    });
    await changer.query('DELETE FROM user_sign_in WHERE user_id = (SELECT id FROM app_user WHERE name = $1)', [name]);
    await changer.query('COMMIT');
    return await sending;
  } finally {
    await changer.end();
  }
}

it.each([
  ['gets another password', 'renamed', NEW_PASSWORD],
  ['is disabled', 'dismissed', DISABLED],
])('nobody is signed in with the password of a user who %s meanwhile', async (_, name, change) => {
  const id = await createUser(api, name, 'operator');
  const response = await whileChecking(name, change, () => signIn(api, name, PASSWORD));
  expect([response.status, response.headers.getSetCookie()]).toEqual([401, []]);
  expect(await api.engine.rows(`SELECT id FROM user_sign_in WHERE user_id = '${id}'`)).toEqual([]);
});

it.each([
  ['gets another password', 'reset', NEW_PASSWORD],
  ['is disabled', 'gone', DISABLED],
])('nobody changes the password of a user who %s meanwhile', async (_, name, change) => {
  const id = await createUser(api, name, 'viewer');
  const client = await AccessClient.signIn(api, name);
  const row = `SELECT password_version AS version, password_hash = 'another' AS "isAnother" FROM app_user WHERE id = '${id}'`;
  const before = await api.engine.row(row);
  const body = { currentPassword: PASSWORD, newPassword: 'anvil-cloud-41' };
  const response = await whileChecking(name, change, () => client.fetch('/api/me/password', { method: 'PUT', body }));
  expect(response.status).toBe(400);
  const expected = change === NEW_PASSWORD ? { version: 2, isAnother: true } : before;
  expect(await api.engine.row(row)).toEqual(expected);
});
