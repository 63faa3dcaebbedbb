import { AccessClient, cookieOf, createUser, PASSWORD, signIn } from './access-client';
import { ADMIN, ApiFixture, basic } from './api-fixture';
import { EventReader } from './event-reader';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let api: ApiFixture;
/** Null: the database's time. */
let now: Date | null = null;

beforeAll(async () => {
  api = await ApiFixture.start({
    access: { now: () => now },
    environment: { SIGN_IN_IDLE_MINUTES: '60', SIGN_IN_LIMIT_HOURS: '3', TRUSTED_PROXIES: 'loopback' },
  });
});
afterEach(() => {
  now = null;
});
afterAll(() => api.close());

const later = (ms: number): Date => new Date(Date.now() + ms);
let users = 0;
async function newUser(
  role: 'viewer' | 'operator' | 'administrator' = 'viewer',
): Promise<{ id: string; name: string }> {
  const name = `user-${++users}`;
  return { id: await createUser(api, name, role), name };
}

describe('signing in', () => {
  it('gives a cookie that scripts of the page cannot read, and says who it is', async () => {
    const response = await signIn(api, ADMIN.username, ADMIN.password);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      userId: expect.any(String),
      name: 'admin',
      role: 'administrator',
      via: 'sign-in',
      tokenName: null,
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^po_sign_in=[\w-]{43}; Max-Age=10800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('with TLS the cookie is for this host and TLS only', async () => {
    const response = await signIn(api, ADMIN.username, ADMIN.password, { 'X-Forwarded-Proto': 'https' });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-po_sign_in=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    const headers = { Cookie: cookieOf(response) };
    expect((await fetch(`${api.url}/api/me`, { headers })).status).toBe(401);
    const forwarded = { ...headers, 'X-Forwarded-Proto': 'https' };
    expect((await fetch(`${api.url}/api/me`, { headers: forwarded })).status).toBe(200);
  });

  it('keeps the secret nowhere but in the cookie', async () => {
    const response = await signIn(api, ADMIN.username, ADMIN.password);
    const secret = cookieOf(response).split('=')[1] ?? '';
    const stored = await api.engine.rows('SELECT row_to_json(s)::text AS text FROM user_sign_in s');
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it.each([
    ['a wrong password', ADMIN.username, 'wrong'],
    ['an unknown name', 'nobody', ADMIN.password],
    ['the name in another case', 'Admin', ADMIN.password],
    ['a space after the password', ADMIN.username, `${ADMIN.password} `],
  ])('%s is refused, with the same words', async (_, name, password) => {
    const response = await signIn(api, name, password);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ detail: 'Credentials are missing or wrong.' });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another origin', { Origin: 'https://evil.example' }],
  ])('a page of %s cannot sign anybody in', async (_, headers) => {
    expect((await signIn(api, ADMIN.username, ADMIN.password, headers)).status).toBe(403);
  });

  it('an account whose password was guessed at is open again to whoever knows it', async () => {
    const { name } = await newUser();
    for (let attempt = 0; attempt < 5; attempt++) expect((await signIn(api, name, 'wrong')).status).toBe(401);
    expect((await signIn(api, name, PASSWORD)).status).toBe(200);
  });
});

describe('a sign-in', () => {
  it('changes things only for our own pages', async () => {
    const { name } = await newUser('operator');
    const client = await AccessClient.signIn(api, name);
    const start = (headers: Record<string, string>) =>
      client.status('/process-records/nothing/start', { method: 'POST', headers });
    expect(await start({})).toBe(404);
    expect(await start({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await start({ 'Sec-Fetch-Site': 'same-site' })).toBe(403);
    const { Cookie = '' } = client.headers;
    const bare = (headers: Record<string, string>) =>
      fetch(`${api.url}/process-records/nothing/start`, { method: 'POST', headers: { Cookie, ...headers } });
    expect((await bare({})).status).toBe(403);
    expect((await bare({ Origin: 'https://evil.example' })).status).toBe(403);
    expect((await bare({ Origin: api.url })).status).toBe(404);
  });

  it('ends after its idle time, but not while it is used', async () => {
    const { name } = await newUser();
    const [used, idle] = [await AccessClient.signIn(api, name), await AccessClient.signIn(api, name)];
    now = later(40 * MINUTE_MS);
    expect(await used.status('/api/me')).toBe(200);
    now = later(80 * MINUTE_MS);
    expect([await used.status('/api/me'), await idle.status('/api/me')]).toEqual([200, 401]);
  });

  it('ends at its limit, however much it is used', async () => {
    const { name } = await newUser();
    const client = await AccessClient.signIn(api, name);
    for (const minutes of [50, 100, 150]) {
      now = later(minutes * MINUTE_MS);
      expect(await client.status('/api/me')).toBe(200);
    }
    now = later(3 * HOUR_MS + 1_000);
    expect(await client.status('/api/me')).toBe(401);
  });

  it('ends when its owner signs out, in the database too', async () => {
    const { name } = await newUser();
    const [client, other] = [await AccessClient.signIn(api, name), await AccessClient.signIn(api, name)];
    const response = await client.fetch('/api/sign-out', { method: 'POST' });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^po_sign_in=; .*Expires=Thu, 01 Jan 1970/),
    ]);
    expect([await client.status('/api/me'), await other.status('/api/me')]).toEqual([401, 200]);
  });

  it('is listed, and ended from another one; nobody ends those of others', async () => {
    const [owner, stranger] = [await newUser(), await newUser()];
    const [here, there] = [await AccessClient.signIn(api, owner.name), await AccessClient.signIn(api, owner.name)];
    const list = await here.json<{ id: string; isThisOne: boolean; address: string }[]>('/api/me/sign-ins');
    expect(list.map(({ isThisOne, address }) => [isThisOne, address]).sort()).toEqual([
      [false, '127.0.0.1'],
      [true, '127.0.0.1'],
    ]);
    const id = list.find(({ isThisOne }) => !isThisOne)?.id ?? '';
    const end = { method: 'DELETE' };
    expect(await AccessClient.withPassword(api, stranger.name).status(`/api/me/sign-ins/${id}`, end)).toBe(404);
    expect(await there.status('/api/me')).toBe(200);
    expect(await here.status(`/api/me/sign-ins/${id}`, end)).toBe(200);
    expect([await here.status('/api/me'), await there.status('/api/me')]).toEqual([200, 401]);
  });

  it('ends with a change of the password, but for the one that changed it', async () => {
    const { name } = await newUser();
    const [here, there] = [await AccessClient.signIn(api, name), await AccessClient.signIn(api, name)];
    const script = AccessClient.withPassword(api, name);
    expect(await script.status('/api/me')).toBe(200);
    const change = (currentPassword: string, newPassword: string) =>
      here.fetch('/api/me/password', { method: 'PUT', body: { currentPassword, newPassword } });
    expect((await change('wrong', 'anvil-cloud-41')).status).toBe(400);
    for (const weak of ['short', 'Password1', name, '12345678'])
      expect([weak, (await change(PASSWORD, weak)).status]).toEqual([weak, 400]);
    expect((await change(PASSWORD, 'anvil-cloud-41')).status).toBe(200);
    expect([await here.status('/api/me'), await there.status('/api/me')]).toEqual([200, 401]);
    expect(await script.status('/api/me')).toBe(401);
    expect((await signIn(api, name, 'anvil-cloud-41')).status).toBe(200);
  });
});

describe('a disabled user', () => {
  it('loses everything at once: sign-in, token, password, and the stream that is open', async () => {
    const { id, name } = await newUser('operator');
    const client = await AccessClient.signIn(api, name);
    const made = await client.json<{ secret: string }>('/api/tokens', {
      method: 'POST',
      body: { name: 'ci', role: 'operator' },
    });
    const others = [AccessClient.withToken(api, made.secret), AccessClient.withPassword(api, name)];
    const clients = [client, ...others];
    for (const one of clients) expect(await one.status('/api/me')).toBe(200);
    const streams = await Promise.all(
      clients.map(({ headers }) => EventReader.open(api, '/api/events', undefined, headers)),
    );
    const kept = await EventReader.open(api, '/api/events');
    await api.json(`/api/users/${id}`, { method: 'PUT', body: { disabled: true } });
    for (const one of clients) expect(await one.status('/api/me')).toBe(401);
    expect((await signIn(api, name, PASSWORD)).status).toBe(401);
    await Promise.all(streams.map(({ ended }) => ended));
    // The administrator's own stream goes on.
    await api.post('/process-records', { id: 'still-told', type: 'single-task-process' }, 201);
    expect(await kept.next('record')).toMatchObject({ data: { id: 'still-told' } });
    kept.close();
    await api.json(`/api/users/${id}`, { method: 'PUT', body: { disabled: false } });
    // What was ended stays so; token and password work again.
    expect(await Promise.all(clients.map((one) => one.status('/api/me')))).toEqual([401, 200, 200]);
  });

  it('a stream ends with its sign-in', async () => {
    const { id, name } = await newUser();
    const client = await AccessClient.signIn(api, name);
    const stream = await EventReader.open(api, '/api/events', undefined, client.headers);
    await api.json(`/api/users/${id}/sign-ins`, { method: 'DELETE' });
    await stream.ended;
  });

  it('a stream ends with a change of the password that it was opened with', async () => {
    const { id, name } = await newUser();
    const { headers } = AccessClient.withPassword(api, name);
    const stream = await EventReader.open(api, '/api/events', undefined, headers);
    await api.json(`/api/users/${id}`, { method: 'PUT', body: { password: 'anvil-cloud-41' } });
    await stream.ended;
  });
});

it('what stands in Authorization counts before the cookie', async () => {
  const { name } = await newUser();
  const { Cookie = '' } = (await AccessClient.signIn(api, name)).headers;
  const me = async (authorization: string) =>
    fetch(`${api.url}/api/me`, { headers: { Cookie, Authorization: authorization } });
  expect((await me('Bearer po_wrong')).status).toBe(401);
  expect(await (await me(basic(ADMIN.username, ADMIN.password))).json()).toMatchObject({ name: 'admin' });
});

describe('with BASIC_AUTH=off', () => {
  let strict: ApiFixture;
  beforeAll(async () => {
    strict = await ApiFixture.start({ environment: { BASIC_AUTH: 'off' } });
  });
  afterAll(() => strict.close());

  it('the password is taken at sign-in only, and nobody is asked for it otherwise', async () => {
    const response = await strict.fetch('/api/me');
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="Process Orchestrator"',
    ]);
    const client = await AccessClient.signIn(strict, ADMIN.username, ADMIN.password);
    expect(await client.status('/api/me')).toBe(200);
  });
});
