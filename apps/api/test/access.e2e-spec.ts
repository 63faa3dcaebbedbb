import { request as httpRequest } from 'node:http';
import { ADMIN, ApiFixture, basic } from './api-fixture';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
}

/** Every route of the running application, with its parameters filled in. */
function routes(): { method: string; path: string }[] {
  const { router } = api.app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route && !route.path.includes('*')
      ? Object.keys(route.methods).map((method) => ({
          method: method.toUpperCase(),
          path: route.path.replace(/:\w+/g, 'x'),
        }))
      : [],
  );
}

/** Sends the path as it is written: fetch would tidy it up first. */
function statusOf(path: string, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('without credentials', () => {
  it('every route but the health checks and the sign-in is closed', async () => {
    const all = routes();
    expect(all.length).toBeGreaterThan(25);
    const open: string[] = [];
    for (const { method, path } of all) if ((await statusOf(path, method)) !== 401) open.push(`${method} ${path}`);
    expect(open).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'POST /api/sign-in',
      'GET /api/sign-in/options',
      'GET /api/sign-in/openid',
      'GET /api/sign-in/openid/callback',
    ]);
  });

  it.each([
    '/',
    '/index.html',
    '/docs',
    '/docs/',
    '/docs/swagger-ui.css',
    '/openapi.yaml',
    '/openapi.json',
    '/nowhere',
  ])('%s is closed', async (path) => {
    expect(await statusOf(path)).toBe(401);
  });

  it.each([
    '//health/live',
    '/health/live/',
    '/HEALTH/LIVE',
    '/health//live',
    '/health/live;x=1',
    '/health%2flive',
    '/%68ealth/live',
    '/health/live%00',
    '/health/live/../../process-records',
    '/health/../process-records',
    '/./health/live',
    '/health/live/process-records',
    'http://elsewhere/health/live',
    '/health/live#/process-records',
  ])('%s opens nothing', async (path) => {
    expect(await statusOf(path)).toBe(401);
  });

  it('answers with a problem that says which credentials are wanted', async () => {
    const response = await fetch(`${api.url}/process-records?limit=1`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      'Basic realm="Process Orchestrator", charset="UTF-8", Bearer realm="Process Orchestrator"',
    );
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: expect.any(String),
      instance: '/process-records',
      error: 'Unauthorized',
      timestamp: expect.any(String),
      path: '/process-records',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it.each<Record<string, string>>([{ 'Sec-Fetch-Site': 'same-origin' }, { 'X-Requested-With': 'XMLHttpRequest' }])(
    'a browser is not asked to open its own window for a password (%j)',
    async (headers) => {
      const response = await fetch(`${api.url}/process-records`, { headers });
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([
        401,
        'Bearer realm="Process Orchestrator"',
      ]);
    },
  );

  it.each(['/health/live', '/health/ready', '/health/live?x=1'])('%s is open', async (path) => {
    expect(await statusOf(path)).toBe(200);
  });

  it('a body is not read', async () => {
    const response = await fetch(`${api.url}/process-records`, { method: 'POST', body: '{'.repeat(2_000_000) });
    expect(response.status).toBe(401);
  });
});

it.each([
  ['another password', basic(ADMIN.username, 'wrong')],
  ['another user', basic('root', ADMIN.password)],
  ['no password', basic(ADMIN.username, '')],
  ['the colon moved', basic(`${ADMIN.username}:${ADMIN.password}`, '').replace(/:$/, '')],
  ['another scheme', `Bearer ${ADMIN.password}`],
  ['no base64', 'Basic %%%'],
  ['an empty value', ''],
  ['the right ones twice', `${basic(ADMIN.username, ADMIN.password)}, ${basic(ADMIN.username, ADMIN.password)}`],
])('credentials with %s are refused', async (_, authorization) => {
  const response = await fetch(`${api.url}/process-records`, { headers: { Authorization: authorization } });
  expect(response.status).toBe(401);
});

it('the scheme may be in any case', async () => {
  const authorization = basic(ADMIN.username, ADMIN.password).replace('Basic', 'bAsIc');
  expect((await fetch(`${api.url}/process-records`, { headers: { Authorization: authorization } })).status).toBe(200);
});

describe('requests that change something', () => {
  const create = (headers: Record<string, string>) =>
    api.fetch('/process-records', { method: 'POST', body: { type: 'single-task-process' }, headers });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another port of this host', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['no origin at all', { Origin: 'null' }],
    ['this host with another port', { Origin: 'http://127.0.0.1:1' }],
  ])('are refused when a page of %s sends them', async (_, headers) => {
    const response = await create(headers);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('are taken from our own pages, and from clients that are no browsers', async () => {
    const ours: Record<string, string>[] = [
      {},
      { 'Sec-Fetch-Site': 'same-origin' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: api.url },
    ];
    for (const headers of ours) expect((await create(headers)).status).toBe(201);
  });

  it('reading is not restricted: browsers keep the answer from other sites', async () => {
    expect((await api.fetch('/process-records', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(200);
  });
});

it('answers carry headers that keep browsers from running or storing what they should not', async () => {
  const { headers } = await api.fetch('/process-records');
  expect(headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
});

describe('the request id', () => {
  it('is taken from the client when it is plain', async () => {
    const { headers } = await api.fetch('/process-records', { headers: { 'X-Request-Id': 'trace-1' } });
    expect(headers.get('x-request-id')).toBe('trace-1');
  });

  it.each(['with spaces', '"quoted"', 'x'.repeat(129)])('%s is replaced', async (id) => {
    const { headers } = await api.fetch('/process-records', { headers: { 'X-Request-Id': id } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
