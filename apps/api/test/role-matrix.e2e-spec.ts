import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { includesRole, ROLES, type Role } from '@app/access';
import { temporaryFolder } from '@app/testing';
import { createUser, PASSWORD } from './access-client';
import { ApiFixture, basic } from './api-fixture';

let api: ApiFixture;
const web = temporaryFolder('web');

beforeAll(async () => {
  mkdirSync(join(web.path, 'assets'));
  const files = ['index.html', 'sign-in.html', 'sign-in.js', 'sign-in.js.br', 'sign-in.css', 'favicon.svg'];
  for (const file of [...files, 'color-scheme.js', 'favicon-failed.svg', 'assets/index-Bd3xK9_a.js'])
    writeFileSync(join(web.path, file), file);
  api = await ApiFixture.start({ webRoot: web.path });
  for (const role of ROLES) await createUser(api, role, role);
});
afterAll(async () => {
  await api.close();
  web.remove();
});

type Sender = Role | null;
const SENDERS: readonly Sender[] = [null, ...ROLES];

/** The status of an answer, without waiting for the end of streams; the path is sent as it is written. */
function statusOf(
  sender: Sender,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const { hostname, port } = new URL(api.url);
  const authorization = sender === null ? {} : { Authorization: basic(sender, PASSWORD) };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers: { ...authorization, ...headers } });
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.on('error', reject);
    request.end();
  });
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
}

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route of the running application. */
function routes(): Route[] {
  const { router } = api.app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route && !route.path.includes('*')
      ? Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path: route.path }))
      : [],
  );
}

const PUBLIC = new Set([
  'GET /health/live',
  'GET /health/ready',
  'POST /api/sign-in',
  'GET /api/sign-in/options',
  'GET /api/sign-in/openid',
  'GET /api/sign-in/openid/callback',
]);
// What belongs to one's own account.
const OWN =
  /^(POST \/api\/sign-out|PUT \/api\/me\/password|DELETE \/api\/me\/sign-ins\/:id|(POST|DELETE) \/api\/tokens(\/:id)?)$/;
const ADMINISTRATION = /^(\w+ \/api\/(users|audit|debug|secrets)\b|(POST|PUT|DELETE) \/process-types)/;

/** Who may use a route, as the documentation has it, and not as the code says. */
function neededFor({ method, path }: Route): Role | null {
  const name = `${method} ${path}`;
  if (PUBLIC.has(name)) return null;
  if (ADMINISTRATION.test(name)) return 'administrator';
  return method === 'GET' || OWN.test(name) ? 'viewer' : 'operator';
}

function isAllowed(sender: Sender, needed: Role | null): boolean {
  return needed === null || (sender !== null && includesRole(sender, needed));
}

// No thing has this name, so that whoever is let in changes nothing.
const filled = ({ path }: Route): string => path.replace(/:\w+/g, 'no-such-thing');

it('every route lets in whom it should and nobody else', async () => {
  const all = routes();
  const counts: Record<string, number> = {};
  const wrong: string[] = [];
  for (const route of all) {
    const needed = neededFor(route);
    counts[needed ?? 'public'] = (counts[needed ?? 'public'] ?? 0) + 1;
    const statuses = await Promise.all(SENDERS.map((sender) => statusOf(sender, route.method, filled(route))));
    for (const [index, sender] of SENDERS.entries()) {
      const status = statuses[index] ?? 0;
      const expected = isAllowed(sender, needed) ? 'let in' : sender === null ? 401 : 403;
      const isLetIn = status !== 403 && (status !== 401 || needed === null) && status < 500;
      const actual = isLetIn ? 'let in' : status;
      if (actual !== expected) wrong.push(`${route.method} ${route.path} as ${sender ?? 'nobody'}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  // Each role has routes of its own, and the application has at least what it had when this was written.
  expect(counts).toEqual({
    public: PUBLIC.size,
    viewer: expect.any(Number),
    operator: expect.any(Number),
    administrator: expect.any(Number),
  });
  expect(all.length).toBeGreaterThanOrEqual(80);
});

it('HEAD is let in where GET is', async () => {
  const reading = routes().filter(({ method, path }) => method === 'GET' && !/stream|events/.test(path));
  for (const route of reading) {
    const needed = neededFor(route);
    const statuses = [];
    for (const sender of [null, 'viewer'] as const) statuses.push(await statusOf(sender, 'HEAD', filled(route)));
    const [anonymous, viewer] = statuses;
    expect([route.path, anonymous === 401]).toEqual([route.path, needed !== null]);
    expect([route.path, viewer === 403]).toEqual([route.path, needed === 'administrator']);
  }
});

describe('what is no route of a controller', () => {
  it.each([
    '/',
    '/index.html',
    '/favicon-failed.svg',
    '/assets/index-Bd3xK9_a.js',
    '/sign-in.js.br',
    '/sign-in.html',
    '/docs',
    '/docs/swagger-ui-bundle.js',
    '/openapi.yaml',
    '/openapi.json',
  ])('%s is for everybody who is known', async (path) => {
    const statuses = [];
    for (const sender of SENDERS) statuses.push(await statusOf(sender, 'GET', path));
    const [anonymous, ...known] = statuses;
    expect(anonymous).toBe(401);
    expect(known.map((status) => status < 400)).toEqual([true, true, true]);
  });

  it.each(['/sign-in', '/sign-in?to=/docs', '/sign-in.js', '/sign-in.css', '/color-scheme.js', '/favicon.svg'])(
    '%s is public',
    async (path) => {
      expect([await statusOf(null, 'GET', path), await statusOf(null, 'HEAD', path)]).toEqual([200, 200]);
      expect(await statusOf(null, 'POST', path)).toBe(401);
    },
  );

  it.each([
    '//sign-in',
    '/sign-in/',
    '/sign-in/../process-records',
    '/SIGN-IN',
    '/sign-in;x',
    '/sign%2din',
    '/api/sign-in/',
    '/api/sign-in/openid/',
    '/api/sign-in/openid/callback/x',
    '/api/sign-in/OPENID/callback',
    '/api/sign-in//openid',
  ])('%s opens nothing', async (path) => {
    expect([await statusOf(null, 'GET', path), await statusOf(null, 'POST', path)]).toEqual([401, 401]);
  });
});

describe('who opens a page without being signed in', () => {
  const open = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}${path}`, { headers: { Accept: 'text/html', ...headers }, redirect: 'manual' });

  it.each([
    ['/', '/sign-in'],
    ['/processes/a.b?tab=2', '/sign-in?to=%2Fprocesses%2Fa.b%3Ftab%3D2'],
    ['/docs', '/sign-in?to=%2Fdocs'],
    ['//evil.example/x', '/sign-in?to=%2F%2Fevil.example%2Fx'],
  ])('%s leads to the sign-in page and back', async (path, location) => {
    const response = await open(path);
    expect([response.status, response.headers.get('location')]).toEqual([303, location]);
  });

  it('a cookie that is over is taken back', async () => {
    const response = await open('/', { Cookie: `po_sign_in=${'x'.repeat(43)}` });
    expect(response.status).toBe(303);
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^po_sign_in=; .*1970/)]);
  });

  it('a wrong password of HTTP Basic gets no page', async () => {
    expect((await open('/', { Authorization: basic('viewer', 'wrong') })).status).toBe(401);
  });
});

describe('spelling', () => {
  const SPELLINGS = [
    '/process-types',
    '//process-types',
    '/process-types/',
    '/PROCESS-TYPES',
    '/process-types;x=1',
    '/process%2Dtypes',
    '/./process-types',
    '/x/../process-types',
    '/process-types%00',
    '/process-types%2f',
    '/process-types?_method=GET',
  ];
  const OVERRIDES = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'];

  it.each(SPELLINGS)('%s gives nobody and no viewer more', async (path) => {
    expect(await statusOf(null, 'POST', path)).toBe(401);
    const status = await statusOf('viewer', 'POST', path);
    expect([400, 403, 404, 405]).toContain(status);
  });

  it.each(OVERRIDES)('%s changes no method', async (header) => {
    expect(await statusOf('viewer', 'GET', '/process-records/no-such-thing', { [header]: 'DELETE' })).toBe(404);
    expect(await statusOf('viewer', 'DELETE', '/process-records/no-such-thing', { [header]: 'GET' })).toBe(403);
    expect(await statusOf(null, 'POST', '/process-records', { [header]: 'GET' })).toBe(401);
  });

  it.each(['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix'])('%s changes no path', async (header) => {
    expect(await statusOf(null, 'GET', '/process-records', { [header]: '/health/live' })).toBe(401);
    expect(await statusOf('viewer', 'GET', '/api/users', { [header]: '/api/me' })).toBe(403);
  });
});
