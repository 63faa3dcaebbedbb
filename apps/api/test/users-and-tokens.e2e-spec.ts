import { createApp } from '../src/create-app';
import { loadConfig } from '@app/config';
import { pino } from 'pino';
import { AccessClient, createUser, PASSWORD, signIn } from './access-client';
import { ADMIN, ApiFixture, FAST_ACCESS } from './api-fixture';

const DAY_MS = 86_400_000;

let api: ApiFixture;
let now: Date | null = null;

beforeAll(async () => {
  api = await ApiFixture.start({ access: { now: () => now } });
});
afterEach(() => {
  now = null;
});
afterAll(() => api.close());

interface User {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly disabledAt: string | null;
}

const users = () => api.json<User[]>('/api/users');
const put = (id: string, body: unknown) => api.fetch(`/api/users/${id}`, { method: 'PUT', body });

describe('users', () => {
  it('are created, shown without their password, changed and deleted', async () => {
    const id = await createUser(api, 'alice', 'viewer');
    const shown = await api.json<User>(`/api/users/${id}`);
    expect(shown).toEqual({
      id,
      name: 'alice',
      issuer: null,
      role: 'viewer',
      disabledAt: null,
      passwordChangedAt: expect.any(String),
      lastSignInAt: null,
      createdAt: expect.any(String),
      createdBy: 'admin',
    });
    const client = AccessClient.withPassword(api, 'alice');
    expect(await client.status('/process-records', { method: 'POST', body: {} })).toBe(403);
    await api.json(`/api/users/${id}`, { method: 'PUT', body: { role: 'operator' } });
    expect(await client.status('/process-records', { method: 'POST', body: {} })).toBe(400);
    expect((await users()).map(({ name }) => name)).toEqual(['admin', 'alice']);
    await api.json(`/api/users/${id}`, { method: 'DELETE' });
    expect(await client.status('/api/me')).toBe(401);
    expect((await api.fetch(`/api/users/${id}`)).status).toBe(404);
  });

  it.each([
    ['a name that is taken', { name: 'admin' }, 409],
    ['a name that is taken in another case', { name: 'ADMIN' }, 409],
    ['a name with a colon', { name: 'a:b' }, 400],
    ['no name', { name: '' }, 400],
    ['an unknown role', { role: 'root' }, 400],
    ['a short password', { password: 'short' }, 400],
    ['a well-known password', { password: 'admin123' }, 400],
    ['the name as password', { name: 'somebodyelse', password: 'SomebodyElse' }, 400],
    ['an unknown field', { isAdmin: true }, 400],
  ])('%s is refused', async (_, fields, status) => {
    const body = { name: 'somebody', role: 'viewer', password: PASSWORD, ...fields };
    expect((await api.fetch('/api/users', { method: 'POST', body })).status).toBe(status);
  });

  it.each(['x', '00000000-0000-0000-0000-000000000000', "' OR 1=1 --"])('%s is no user', async (id) => {
    const path = `/api/users/${encodeURIComponent(id)}`;
    for (const options of [{}, { method: 'PUT', body: { role: 'viewer' } }, { method: 'DELETE' }])
      expect((await api.fetch(path, options)).status).toBe(404);
  });

  it('the last administrator stays one, also when two take each other away', async () => {
    const admin = (await users()).find(({ name }) => name === 'admin')?.id ?? '';
    expect((await put(admin, { disabled: true })).status).toBe(409);
    expect((await put(admin, { role: 'operator' })).status).toBe(409);
    expect((await api.fetch(`/api/users/${admin}`, { method: 'DELETE' })).status).toBe(409);
    const second = await createUser(api, 'second', 'administrator');
    const results = await Promise.all([put(admin, { role: 'viewer' }), put(second, { role: 'viewer' })]);
    // The slower one is refused for being the last, or already for being no administrator any more.
    const [done = 0, refused = 0] = results.map(({ status }) => status).sort();
    expect(done).toBe(200);
    expect([403, 409]).toContain(refused);
    const left = (await api.engine.rows(`SELECT name FROM app_user WHERE role = 'administrator'`)) as {
      name: string;
    }[];
    expect(left).toHaveLength(1);
    await api.engine.rows(`UPDATE app_user SET role = 'administrator' WHERE name = 'admin'`);
    await api.json(`/api/users/${second}`, { method: 'DELETE' });
  });

  it('nobody changes the own password without knowing it', async () => {
    const admin = (await users()).find(({ name }) => name === 'admin')?.id ?? '';
    expect((await put(admin, { password: 'anvil-cloud-41' })).status).toBe(409);
  });
});

describe('tokens', () => {
  interface Made {
    readonly secret: string;
    readonly token: {
      readonly id: string;
      readonly lastUsedAt: string | null;
      readonly lastUsedAddress: string | null;
    };
  }
  let names = 0;
  const make = (client: AccessClient, fields: object = {}) =>
    client.json<Made>('/api/tokens', { method: 'POST', body: { name: `token ${++names}`, role: 'viewer', ...fields } });

  let alice: AccessClient;
  let aliceId: string;
  beforeAll(async () => {
    aliceId = await createUser(api, 'alice', 'operator');
    alice = await AccessClient.signIn(api, 'alice');
  });

  it('are shown once, kept as a hash, and begin as scanners know', async () => {
    const { secret, token } = await make(alice);
    expect(secret).toMatch(/^po_[\w-]{43}$/);
    expect(token).not.toHaveProperty('secret');
    expect(JSON.stringify(await alice.json('/api/tokens'))).not.toContain(secret);
    const rows = await api.engine.rows('SELECT row_to_json(t)::text AS text FROM api_token t');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('do what their role allows, and at no time more than their user', async () => {
    const { secret } = await make(alice, { role: 'operator' });
    const program = AccessClient.withToken(api, secret);
    const start = () => program.status('/process-records/nothing/start', { method: 'POST' });
    expect(await start()).toBe(404);
    const reader = AccessClient.withToken(api, (await make(alice)).secret);
    expect(await reader.status('/process-records/nothing/start', { method: 'POST' })).toBe(403);
    await put(aliceId, { role: 'viewer' });
    expect(await start()).toBe(403);
    await put(aliceId, { role: 'operator' });
    expect(await start()).toBe(404);
  });

  it.each([
    ['a role above the own', { role: 'administrator' }, 400],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 400],
    ['no moment', { expiresAt: 'tomorrow' }, 400],
    ['a control character', { name: 'a\u0000b' }, 400],
    ['no name', { name: ' ' }, 400],
  ])('%s is refused', async (_, fields, status) => {
    const body = { name: 'refused', role: 'viewer', ...fields };
    expect(await alice.status('/api/tokens', { method: 'POST', body })).toBe(status);
  });

  it('have a name of their own', async () => {
    await make(alice, { name: 'twice' });
    expect(await alice.status('/api/tokens', { method: 'POST', body: { name: 'twice', role: 'viewer' } })).toBe(409);
  });

  it('end when they expire', async () => {
    const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
    const { secret } = await make(alice, { expiresAt });
    const program = AccessClient.withToken(api, secret);
    now = new Date(Date.now() + DAY_MS - 60_000);
    expect(await program.status('/api/me')).toBe(200);
    now = new Date(Date.now() + DAY_MS + 1_000);
    expect(await program.status('/api/me')).toBe(401);
  });

  it('say when they were used last, written at most once a minute', async () => {
    const { secret, token } = await make(alice);
    expect([token.lastUsedAt, token.lastUsedAddress]).toEqual([null, null]);
    const program = AccessClient.withToken(api, secret);
    const lastUse = async () =>
      (await api.engine.row(
        'SELECT last_used_at AS at, last_used_address AS address, xmin FROM api_token WHERE id = $1',
        [token.id],
      )) as { at: Date; address: string; xmin: string };
    await program.status('/api/me');
    const first = await lastUse();
    expect(first.address).toBe('127.0.0.1');
    await program.status('/api/me');
    expect(await lastUse()).toEqual(first);
    now = new Date(first.at.getTime() + 61_000);
    await program.status('/api/me');
    expect((await lastUse()).at).toEqual(now);
  });

  it('make no tokens and change no password', async () => {
    const program = AccessClient.withToken(api, (await make(alice, { role: 'operator' })).secret);
    expect(await program.status('/api/tokens', { method: 'POST', body: { name: 'child', role: 'viewer' } })).toBe(403);
    const body = { currentPassword: PASSWORD, newPassword: 'anvil-cloud-41' };
    expect(await program.status('/api/me/password', { method: 'PUT', body })).toBe(403);
  });

  it('give nobody a role or a password, whatever their role is: that would outlive them', async () => {
    const body = { name: 'all', role: 'administrator' };
    const { secret } = await api.post<{ secret: string }>('/api/tokens', body, 201);
    const program = AccessClient.withToken(api, secret);
    const id = await createUser(api, 'carol', 'viewer');
    const user = { name: 'dora', role: 'administrator', password: PASSWORD };
    expect(await program.status('/api/users', { method: 'POST', body: user })).toBe(403);
    for (const change of [{ role: 'administrator' }, { password: 'anvil-cloud-41' }])
      expect(await program.status(`/api/users/${id}`, { method: 'PUT', body: change })).toBe(403);
    // What takes rights away is possible.
    expect(await program.status(`/api/users/${id}`, { method: 'PUT', body: { disabled: true } })).toBe(200);
  });

  it('are revoked by their user and by administrators, and by nobody else', async () => {
    const [first, second] = [await make(alice), await make(alice)];
    await createUser(api, 'bob', 'operator');
    const bob = AccessClient.withPassword(api, 'bob');
    expect(await bob.status(`/api/tokens/${first.token.id}`, { method: 'DELETE' })).toBe(404);
    expect(await bob.status('/api/tokens?all=true')).toBe(403);
    const ofAlice = `/api/tokens?userId=${(await alice.json<{ userId: string }>('/api/me')).userId}`;
    expect(await bob.status(ofAlice)).toBe(403);
    expect((await alice.json<unknown[]>(ofAlice)).length).toBe((await alice.json<unknown[]>('/api/tokens')).length);
    expect(await api.json(ofAlice)).toEqual(await alice.json('/api/tokens'));
    expect(await bob.json('/api/tokens')).toEqual([]);
    expect(await alice.status(`/api/tokens/${first.token.id}`, { method: 'DELETE' })).toBe(200);
    const all = await api.json<{ id: string; userName: string }[]>('/api/tokens?all=true');
    expect(all.find(({ id }) => id === second.token.id)).toMatchObject({ userName: 'alice' });
    expect((await api.fetch(`/api/tokens/${second.token.id}`, { method: 'DELETE' })).status).toBe(200);
    for (const { secret } of [first, second])
      expect(await AccessClient.withToken(api, secret).status('/api/me')).toBe(401);
  });

  it('are named where runs say who started them', async () => {
    const { secret } = await make(alice, { name: 'nightly', role: 'operator' });
    const body = { id: 'by-token', type: 'single-task-process', start: true };
    await AccessClient.withToken(api, secret).json('/process-records', { method: 'POST', body });
    expect(await api.json('/process-records/by-token')).toMatchObject({ triggeredBy: 'alice (token nightly)' });
  });
});

describe('the first administrator', () => {
  /** Starts the API anew on the same database, and stops it. */
  async function restart(env: Record<string, string>): Promise<void> {
    const config = loadConfig({ DATABASE_URL: api.config.databaseUrl, PROCESS_TYPES_DIR: api.typesDir, ...env });
    const options = { logger: pino({ level: 'silent' }), webRoot: api.typesDir, access: FAST_ACCESS };
    await (await createApp(config, options)).close();
  }
  const canSignIn = async (password: string) => (await signIn(api, ADMIN.username, password)).status === 200;

  it('keeps a password that was changed in the product, until the environment gives a new one', async () => {
    const changed = 'anvil-cloud-41';
    const client = await AccessClient.signIn(api, ADMIN.username, ADMIN.password);
    await client.json('/api/me/password', {
      method: 'PUT',
      body: { currentPassword: ADMIN.password, newPassword: changed },
    });
    await restart({ ADMIN_PASSWORD: ADMIN.password });
    expect([await canSignIn(changed), await canSignIn(ADMIN.password)]).toEqual([true, false]);
    expect(await client.status('/api/me')).toBe(200);
    await restart({ ADMIN_PASSWORD: 'a lost one, reset' });
    expect([await canSignIn(changed), await canSignIn('a lost one, reset')]).toEqual([false, true]);
    expect(await client.status('/api/me')).toBe(401);
    await restart({ ADMIN_PASSWORD: ADMIN.password });
  });

  it('is not needed from the environment when there is one', async () => {
    await restart({});
    expect(await canSignIn(ADMIN.password)).toBe(true);
  });

  it('may get another name: a second one then', async () => {
    await restart({ ADMIN_USERNAME: 'root-user', ADMIN_PASSWORD: 'another horse battery' });
    expect((await signIn(api, 'root-user', 'another horse battery')).status).toBe(200);
    expect(await canSignIn(ADMIN.password)).toBe(true);
  });
});
