import { AccessClient, createUser, PASSWORD, signIn } from './access-client';
import { ADMIN, ApiFixture } from './api-fixture';
import { EventReader } from './event-reader';
import { OpenIdBrowser } from './openid-browser';
import { OpenIdProviderProcess, PUBLIC_URL } from './openid-provider-process';

let provider: OpenIdProviderProcess;
let api: ApiFixture;

beforeAll(async () => {
  provider = await OpenIdProviderProcess.start();
  // Not the limits are tested but for where it says so, and all come from one address.
  const attempts = { perAccount: 1_000, perAddress: 1_000, windowSeconds: 300 };
  api = await ApiFixture.start({ environment: provider.environment(), access: { attempts } });
});
afterAll(async () => {
  await api.close();
  await provider.stop();
});

interface Audit {
  readonly action: string;
  readonly actor: string | null;
  readonly outcome: string;
  readonly status: number | null;
  readonly detail: string | null;
}

let people = 0;
/** Somebody whom no other test knows, with these groups at the provider. */
async function newPerson(...roles: string[]): Promise<string> {
  const name = `person-${++people}`;
  await provider.claim(name, { preferred_username: name, roles });
  return name;
}

const problem = (code: string): string => `/sign-in?problem=${code}`;
const lastEntries = (count: number): Promise<Audit[]> =>
  api.json<Audit[]>(`/api/audit?action=signInWithProvider&limit=${count}`);
const userId = async (name: string): Promise<string> => {
  const users = await api.json<{ id: string; name: string }[]>('/api/users');
  return users.find((user) => user.name === name)?.id ?? '';
};

describe('signing in with the provider', () => {
  it.each([
    [['staff'], 'viewer'],
    [['ops'], 'operator'],
    [['cn=admins,ou=groups'], 'administrator'],
    [['staff', 'unknown', 'ops'], 'operator'],
    [['cn=admins,ou=groups', 'staff'], 'administrator'],
  ])('the groups %j make a user with the role %s', async (groups, role) => {
    const person = await newPerson(...groups);
    const browser = new OpenIdBrowser(api);
    expect(await browser.signIn(person)).toBe('/');
    expect(await browser.ask('/api/me')).toMatchObject({ name: person, role, via: 'sign-in' });
    expect(await lastEntries(1)).toMatchObject([
      { actor: person, outcome: 'DONE', detail: `The user is new: ${role}.` },
    ]);
  });

  it('gives the cookie for this host and TLS only, and forgets what was begun', async () => {
    const browser = new OpenIdBrowser(api);
    const response = await browser.begin();
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-po_open_id=[\w.-]+; Max-Age=600; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/),
    ]);
    await browser.signIn(await newPerson('staff'));
    expect(browser.cookie('__Host-po_open_id')).toBeUndefined();
    expect(browser.cookie('__Host-po_sign_in')).toMatch(/^[\w-]{43}$/);
  });

  it('asks the provider with state, nonce and PKCE, and to send people to PUBLIC_URL whatever the request says', async () => {
    const browser = new OpenIdBrowser(api);
    const sent = async () => new URL((await browser.begin()).headers.get('location') ?? '').searchParams;
    const [first, second] = [await sent(), await sent()];
    expect(Object.fromEntries(first)).toEqual({
      client_id: 'orchestrator',
      response_type: 'code',
      scope: 'openid profile email',
      redirect_uri: `${PUBLIC_URL}/api/sign-in/openid/callback`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(first.get(name)).not.toBe(second.get(name));
  });

  it.each([
    ['/processes/a.b?tab=2#x', '/processes/a.b?tab=2#x'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['%2f%2fevil.example', '/'],
  ])('whoever wanted %s comes to %s', async (wanted, path) => {
    expect(await new OpenIdBrowser(api).signIn(await newPerson('staff'), wanted)).toBe(path);
  });

  it('a path in the cookie is no more believed than one in the address', async () => {
    const browser = new OpenIdBrowser(api);
    const back = await browser.returnAs(await newPerson('staff'));
    const [state, nonce, verifier] = browser.cookie('__Host-po_open_id')?.split('.') ?? [];
    const path = Buffer.from('//evil.example').toString('base64url');
    browser.setCookie('__Host-po_open_id', [state, nonce, verifier, path].join('.'));
    expect(await browser.land(back)).toBe('/');
  });

  it('reads the role anew at each sign-in, for all sign-ins of the user', async () => {
    const person = await newPerson('ops');
    const browser = new OpenIdBrowser(api);
    await browser.signIn(person);
    await provider.claim(person, { preferred_username: 'renamed', roles: ['staff'] });
    const other = new OpenIdBrowser(api);
    expect(await other.signIn(person)).toBe('/');
    for (const one of [browser, other])
      expect(await one.ask('/api/me')).toMatchObject({ name: person, role: 'viewer' });
    expect(await lastEntries(1)).toMatchObject([{ actor: person, detail: 'The role was operator: now viewer.' }]);
  });

  it('is offered to everybody with its name, at the address that the provider knows', async () => {
    expect(await (await fetch(`${api.url}/api/sign-in/options`)).json()).toEqual({
      openId: { name: 'Example Inc.', url: `${PUBLIC_URL}/api/sign-in/openid` },
    });
  });
});

describe('who is refused', () => {
  it('whoever has no role; who had one loses sign-ins, streams and tokens with it', async () => {
    const stranger = await newPerson('others');
    expect(await new OpenIdBrowser(api).signIn(stranger, '/workers')).toBe(`${problem('no-role')}&to=%2Fworkers`);
    expect(await lastEntries(1)).toMatchObject([
      { actor: null, outcome: 'DENIED', status: 403, detail: `${stranger} of ${provider.issuer} has no role here.` },
    ]);
    expect(await userId(stranger)).toBe('');

    const person = await newPerson('ops');
    const browser = new OpenIdBrowser(api);
    await browser.signIn(person);
    const cookie = `po_sign_in=${browser.cookie('__Host-po_sign_in')}`;
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ name: 'ci', role: 'operator' });
    const made = await fetch(`${api.url}/api/tokens`, { method: 'POST', headers, body });
    const program = AccessClient.withToken(api, ((await made.json()) as { secret: string }).secret);
    const stream = await EventReader.open(api, '/api/events', undefined, program.headers);
    await provider.claim(person, { preferred_username: person, roles: [] });
    expect(await new OpenIdBrowser(api).signIn(person)).toBe(problem('no-role'));
    expect([await browser.ask('/api/me'), await program.status('/api/me')]).toEqual([401, 401]);
    await stream.ended;
  });

  it('whoever is disabled, at once and at the next sign-in', async () => {
    const person = await newPerson('ops');
    const browser = new OpenIdBrowser(api);
    await browser.signIn(person);
    const id = await userId(person);
    await api.json(`/api/users/${id}`, { method: 'PUT', body: { disabled: true } });
    expect(await browser.ask('/api/me')).toBe(401);
    expect(await browser.signIn(person)).toBe(problem('disabled'));
    expect(await browser.ask('/api/me')).toBe(401);
    await api.json(`/api/users/${id}`, { method: 'PUT', body: { disabled: false } });
    expect(await browser.signIn(person)).toBe('/');
  });

  it('whoever has the name of another user, and is not taken for them', async () => {
    const person = await newPerson('cn=admins,ou=groups');
    await createUser(api, person.toUpperCase(), 'viewer');
    const browser = new OpenIdBrowser(api);
    expect(await browser.signIn(person)).toBe(problem('name-taken'));
    expect(await browser.ask('/api/me')).toBe(401);
    const other = await newPerson('staff');
    await provider.claim(other, { preferred_username: other, email: 'shared@example.com', roles: ['staff'] });
    await new OpenIdBrowser(api).signIn(other);
    const third = await newPerson('staff');
    await provider.claim(third, { preferred_username: other, email: 'shared@example.com', roles: ['staff'] });
    expect(await new OpenIdBrowser(api).signIn(third)).toBe(problem('name-taken'));
  });

  it('whoever gives up at the provider', async () => {
    expect(await new OpenIdBrowser(api).signIn(null)).toBe(problem('provider-refused'));
    expect(await lastEntries(1)).toMatchObject([
      { outcome: 'DENIED', detail: expect.stringContaining('access_denied') },
    ]);
  });

  it('whoever has no usable name is called by the subject', async () => {
    const person = await newPerson();
    await provider.claim(person, { preferred_username: 'with spaces', roles: ['staff'] });
    const browser = new OpenIdBrowser(api);
    expect(await browser.signIn(person)).toBe('/');
    expect(await browser.ask('/api/me')).toMatchObject({ name: person });
  });
});

describe('what comes back changed', () => {
  const NAMES = ['state', 'nonce', 'verifier'];

  async function returning(): Promise<{ browser: OpenIdBrowser; back: URL }> {
    const browser = new OpenIdBrowser(api);
    return { browser, back: await browser.returnAs(await newPerson('ops')) };
  }

  it.each([
    ['state', 'x'.repeat(43), 'start-again'],
    ['code', 'x'.repeat(43), 'start-again'],
    ['iss', 'https://evil.example', 'provider-wrong'],
  ])('%s in the address', async (name, value, code) => {
    const { browser, back } = await returning();
    back.searchParams.set(name, value);
    expect(await browser.land(back)).toBe(problem(code));
    expect(await browser.ask('/api/me')).toBe(401);
  });

  it.each([
    ['state', 'start-again'],
    ['nonce', 'provider-wrong'],
    ['verifier', 'start-again'],
  ])('%s in the cookie', async (name, code) => {
    const { browser, back } = await returning();
    const kept = browser.cookie('__Host-po_open_id')?.split('.') ?? [];
    kept[NAMES.indexOf(name)] = 'x'.repeat(43);
    browser.setCookie('__Host-po_open_id', kept.join('.'));
    expect(await browser.land(back)).toBe(problem(code));
    expect(await browser.ask('/api/me')).toBe(401);
  });

  it('an address without the cookie signs nobody in: no page can sign others in as somebody else', async () => {
    const { back } = await returning();
    const victim = new OpenIdBrowser(api);
    expect(await victim.land(back)).toBe(problem('start-again'));
    await victim.begin();
    expect(await victim.land(back)).toBe(problem('start-again'));
  });

  it('a code that was used, with all that belongs to it', async () => {
    const { browser, back } = await returning();
    const kept = browser.cookie('__Host-po_open_id') ?? '';
    expect(await browser.land(back)).toBe('/');
    const thief = new OpenIdBrowser(api);
    thief.setCookie('__Host-po_open_id', kept);
    expect(await thief.land(back)).toBe(problem('start-again'));
    expect(await thief.ask('/api/me')).toBe(401);
  });
});

describe('a user of the provider', () => {
  it('has no password, gets none, and its role is the provider’s', async () => {
    const person = await newPerson('staff');
    await new OpenIdBrowser(api).signIn(person);
    const id = await userId(person);
    expect(await api.json(`/api/users/${id}`)).toMatchObject({ issuer: provider.issuer, role: 'viewer' });
    for (const body of [{ password: PASSWORD }, { role: 'administrator' }])
      expect((await api.fetch(`/api/users/${id}`, { method: 'PUT', body })).status).toBe(409);
    for (const password of ['', 'null', PASSWORD]) expect((await signIn(api, person, password)).status).toBe(401);
  });
});

it('many attempts from one address that come to nothing are refused before the provider is asked', async () => {
  const attempts = { perAccount: 10, perAddress: 3, windowSeconds: 600 };
  const strict = await ApiFixture.start({ environment: provider.environment(), access: { attempts } });
  try {
    const person = await newPerson('ops');
    // Those that succeed do not count.
    for (let time = 0; time < 5; time++) expect(await new OpenIdBrowser(strict).signIn(person)).toBe('/');
    const outcomes: string[] = [];
    for (let time = 0; time < 4; time++) {
      const browser = new OpenIdBrowser(strict);
      const back = await browser.returnAs(person);
      back.searchParams.set('code', 'guessed');
      outcomes.push(await browser.land(back));
    }
    expect(outcomes).toEqual([...Array<string>(3).fill(problem('start-again')), problem('too-many')]);
  } finally {
    await strict.close();
  }
});

it('while the provider is away passwords go on, and when it is back so does it', async () => {
  provider.goAway();
  const patient = await ApiFixture.start({ environment: provider.environment() });
  const browser = new OpenIdBrowser(patient);
  try {
    expect((await browser.begin('/workers')).headers.get('location')).toBe(`${problem('provider-away')}&to=%2Fworkers`);
    expect((await signIn(patient, ADMIN.username, ADMIN.password)).status).toBe(200);
    provider.comeBack();
    const person = await newPerson('staff');
    const back = await browser.returnAs(person, '/workers');
    provider.goAway();
    expect(await browser.land(back)).toBe(`${problem('provider-away')}&to=%2Fworkers`);
    provider.comeBack();
    expect(await browser.signIn(person, '/workers')).toBe('/workers');
  } finally {
    provider.comeBack();
    await patient.close();
  }
});

it('a provider that calls itself something else is not believed', async () => {
  const issuer = provider.issuer.replace('127.0.0.1', 'localhost');
  const other = await ApiFixture.start({ environment: { ...provider.environment(), OIDC_ISSUER: issuer } });
  try {
    expect((await new OpenIdBrowser(other).begin()).headers.get('location')).toBe(problem('provider-wrong'));
  } finally {
    await other.close();
  }
});

it('without a provider there is nothing to sign in with but passwords', async () => {
  const plain = await ApiFixture.start();
  try {
    expect(await (await fetch(`${plain.url}/api/sign-in/options`)).json()).toEqual({ openId: null });
    for (const path of ['/api/sign-in/openid', '/api/sign-in/openid/callback?code=x&state=y'])
      expect((await fetch(`${plain.url}${path}`, { redirect: 'manual' })).status).toBe(404);
  } finally {
    await plain.close();
  }
});
