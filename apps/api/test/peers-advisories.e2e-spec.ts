// Mistakes that other schedulers made, tried on every route of this one. SECURITY.md has the list with the advisories.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { eventually, temporaryFolder } from '@app/testing';
import { pino } from 'pino';
import { buildOpenApiDocument } from '../src/openapi-document';
import { ADMIN, ApiFixture, basic } from './api-fixture';
import { type RunningRoute, runningRoutes, sendRaw } from './raw-request';

const PUBLIC = new Set([
  'GET /health/live',
  'GET /health/ready',
  'POST /api/sign-in',
  'GET /api/sign-in/options',
  'GET /api/sign-in/openid',
  'GET /api/sign-in/openid/callback',
]);
const AUTHORIZED = { authorization: basic(ADMIN.username, ADMIN.password) };

let api: ApiFixture;
let routes: RunningRoute[];
const logged: string[] = [];
const web = temporaryFolder('web');

beforeAll(async () => {
  mkdirSync(join(web.path, 'assets'));
  for (const file of ['index.html', 'sign-in.html', 'sign-in.js', 'favicon.svg', 'assets/index-Bd3xK9_a.js'])
    writeFileSync(join(web.path, file), file);
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  api = await ApiFixture.start({ webRoot: web.path, logger });
  await api.post('/process-types', { name: 'kept', tasks: [{ name: 'only', command: 'true' }] }, 201);
  await api.post('/process-records', { id: 'kept', type: 'kept', start: true }, 201);
  await api.json('/api/secrets/KEPT', { method: 'PUT', body: { value: 'kept-secret-value' } });
  routes = runningRoutes(api);
});
afterAll(async () => {
  await api.close();
  web.remove();
});

const named = ({ method, path }: RunningRoute) => `${method} ${path}`;
const filled = (path: string, value: string) => path.replace(/:\w+/g, () => value);

/** A digest of each table; without those that every request of somebody may write to. */
async function contents(): Promise<Record<string, unknown>> {
  const tables = await api.engine.rows(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')
     AND tablename NOT IN ('audit_entry', 'sign_in_attempt') ORDER BY 1`,
  );
  const digests: Record<string, unknown> = {};
  for (const { name } of tables) {
    const sql = `SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) AS digest FROM ${String(name)} t`;
    digests[String(name)] = (await api.engine.row(sql)).digest;
  }
  return digests;
}

describe('without credentials', () => {
  // Kestra let pass whatever ended like a public path, dagu its streams, Argo whatever had any token at all.
  it.each(['/configs', '/health/live', '/favicon.svg', '?/health/live', '%2fhealth%2flive', '/..;/health/live'])(
    'no route is open with %s behind it',
    async (ending) => {
      const open: string[] = [];
      for (const route of routes) {
        const { status } = await sendRaw(api, route.method, filled(route.path, 'x') + ending);
        const isQueryOfPublic = ending.startsWith('?') && PUBLIC.has(named(route));
        if (status !== 401 && !isQueryOfPublic) open.push(`${named(route)}: ${status}`);
      }
      expect(open).toEqual([]);
    },
  );

  it.each(['Bearer nothing', 'Bearer null', 'Bearer ', `Bearer po_${'A'.repeat(43)}`, 'Digest username="admin"'])(
    '%s opens no route',
    async (authorization) => {
      const open: string[] = [];
      for (const route of routes) {
        const { status } = await sendRaw(api, route.method, filled(route.path, 'x'), { authorization });
        if (status !== 401 && !PUBLIC.has(named(route))) open.push(`${named(route)}: ${status}`);
      }
      expect(open).toEqual([]);
    },
  );

  it.each(['access_token', 'token', 'api_key'])(
    'no route takes %s from its address, and no log shows it',
    async (name) => {
      const { secret } = await api.post<{ secret: string }>('/api/tokens', { name, role: 'administrator' }, 201);
      for (const path of ['/process-records', '/api/events', '/metrics', '/openapi.json'])
        expect((await sendRaw(api, 'GET', `${path}?${name}=${secret}`)).status).toBe(401);
      const line = await eventually('it is logged', async () =>
        logged.find((entry) => entry.includes(`/openapi.json?${name}=`)),
      );
      expect(line).toContain(`${name}=po_••••"`);
      expect(logged.join('')).not.toContain(secret);
    },
  );
});

// dagu took '..' for the id of a run and removed the folder that it led to.
it.each(['..', '..%2f..%2ftmp', '%2e%2e%2f', '..%5c..', 'x%00', '__proto__'])(
  'the id %s is nothing on any route, and nothing is changed by it',
  async (id) => {
    const before = await contents();
    const found: string[] = [];
    for (const route of routes.filter(({ path }) => path.includes(':'))) {
      // A list of what belongs to nothing may be empty.
      const { status } = await sendRaw(api, route.method, filled(route.path, id), AUTHORIZED);
      const isWrong = route.method === 'GET' ? status >= 500 : status < 400 || status >= 500;
      if (isWrong) found.push(`${named(route)}: ${status}`);
    }
    expect(found).toEqual([]);
    expect(await contents()).toEqual(before);
  },
);

// dagu again: a name with a path in it became a file elsewhere.
it.each(['../kept', '..', '/etc/cron.d/x', 'a/b', 'a\\b', '.hidden', 'C:x', 'x\0', '@file', '-rf', ''])(
  'no type and no record can be called %j',
  async (name) => {
    const files = readdirSync(api.typesDir);
    const type = { name, tasks: [{ name: 't', command: 'true' }] };
    expect((await api.fetch('/process-types', { method: 'POST', body: type })).status).toBe(400);
    expect((await api.fetch('/process-records', { method: 'POST', body: { id: name, type: 'kept' } })).status).toBe(
      400,
    );
    expect(readdirSync(api.typesDir)).toEqual(files);
  },
);

// Kestra put parameters of GET requests into SQL.
it.each([`' OR 1=1 --`, `'); DROP TABLE process_record; --`, '1;SELECT pg_sleep(30)', '\\'])(
  'as a parameter of any query, %s is a value or refused',
  async (value) => {
    const before = await contents();
    const { paths } = buildOpenApiDocument(api.app);
    const faults: string[] = [];
    let sent = 0;
    for (const [path, { get }] of Object.entries(paths)) {
      for (const parameter of get?.parameters ?? []) {
        if (!('in' in parameter) || parameter.in !== 'query') continue;
        sent += 1;
        const query = new URLSearchParams({ [parameter.name]: value }).toString();
        const { status } = await sendRaw(api, 'GET', `${path.replace(/\{\w+\}/g, 'kept')}?${query}`, AUTHORIZED);
        if (status >= 500) faults.push(`${path}?${parameter.name}: ${status}`);
      }
    }
    expect(sent).toBeGreaterThan(40);
    expect(faults).toEqual([]);
    expect(await contents()).toEqual(before);
  },
);

it('no GET and no HEAD changes anything', async () => {
  const before = await contents();
  for (const { path } of routes.filter(({ method }) => method === 'GET')) {
    await sendRaw(api, 'GET', filled(path, 'kept'), AUTHORIZED);
    await sendRaw(api, 'HEAD', filled(path, 'kept'), AUTHORIZED);
  }
  expect(await contents()).toEqual(before);
});

// Jenkins let pages of other sites open its WebSocket.
it('no answer lets a page of another origin read it, and no connection is upgraded', async () => {
  const Origin = 'https://evil.example';
  for (const { path } of routes.filter(({ method }) => method === 'GET')) {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await sendRaw(api, method, filled(path, 'kept'), { ...AUTHORIZED, Origin });
      expect([path, headers['access-control-allow-origin'], headers['access-control-allow-credentials']]).toEqual([
        path,
        undefined,
        undefined,
      ]);
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  }
  expect(await upgraded('/api/events')).toBe(false);
});

function upgraded(path: string): Promise<boolean> {
  const { hostname, port } = new URL(api.url);
  const headers = { ...AUTHORIZED, Connection: 'Upgrade', Upgrade: 'websocket' };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, headers });
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(true);
    });
    request.on('response', (response) => {
      response.destroy();
      resolve(false);
    });
    request.on('error', reject);
    request.end();
  });
}

it.each<[string, string, string, Record<string, string>, number]>([
  ['a list', 'GET', '/process-records', AUTHORIZED, 200],
  ['metrics', 'GET', '/metrics', AUTHORIZED, 200],
  ['a stream', 'GET', '/api/events', AUTHORIZED, 200],
  ['the page', 'GET', '/', AUTHORIZED, 200],
  ['a file', 'GET', '/assets/index-Bd3xK9_a.js', AUTHORIZED, 200],
  ['the sign-in page', 'GET', '/sign-in', {}, 200],
  ['the documentation', 'GET', '/docs', AUTHORIZED, 200],
  ['a file of the documentation', 'GET', '/docs/swagger-ui-bundle.js', AUTHORIZED, 200],
  ['an export', 'GET', '/api/audit/export', AUTHORIZED, 200],
  ['the way to the sign-in page', 'GET', '/', { Accept: 'text/html' }, 303],
  ['nobody', 'GET', '/process-records', {}, 401],
  ['a page of another origin', 'POST', '/process-records', { ...AUTHORIZED, Origin: 'https://evil.example' }, 403],
  ['what is not there', 'GET', '/nowhere', AUTHORIZED, 404],
  ['an address that cannot be read', 'GET', '/process-records/%ff', AUTHORIZED, 400],
  ['another method', 'TRACE', '/process-records', AUTHORIZED, 405],
  [
    'another media type',
    'POST',
    '/process-records',
    { ...AUTHORIZED, 'Content-Type': 'x/y', 'Content-Length': '0' },
    400,
  ],
])('the answer to %s can be neither sniffed, framed nor run', async (_, method, path, headers, expected) => {
  const { status, headers: answered } = await sendRaw(api, method, path, headers);
  expect(status).toBe(expected);
  expect(answered['x-content-type-options']).toBe('nosniff');
  expect(answered['x-frame-options']).toBe('DENY');
  const policy = String(answered['content-security-policy']);
  expect(policy).toMatch(/(^|;)frame-ancestors 'none'(;|$)/);
  expect(policy).toMatch(/(^|;)script-src 'self'(;|$)/);
  expect(answered.server ?? answered['x-powered-by']).toBeUndefined();
  if (status !== 303) expect(answered['content-type']).toMatch(/^[a-z]+\/[a-z+.-]+; .*charset=utf-8$/i);
});
