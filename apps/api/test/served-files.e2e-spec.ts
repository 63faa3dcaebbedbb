import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { eventually, temporaryFolder } from '@app/testing';
import { ApiFixture } from './api-fixture';
import { EventReader } from './event-reader';

let api: ApiFixture;
const web = temporaryFolder('web');

beforeAll(async () => {
  mkdirSync(join(web.path, 'assets'));
  writeFileSync(join(web.path, 'index.html'), '<!doctype html><title>Dashboard</title>');
  writeFileSync(join(web.path, 'assets', 'index-Bd3xK9_a.js'), `export const text = '${'x'.repeat(5_000)}';`);
  const copied = join(web.path, 'assets', 'pages-Cd4yL0_b.js');
  writeFileSync(copied, 'sent as null');
  writeFileSync(`${copied}.br`, brotliCompressSync('sent as br'));
  writeFileSync(`${copied}.gz`, gzipSync('sent as gzip'));
  writeFileSync(join(web.path, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  api = await ApiFixture.start({ webRoot: web.path });
});
afterAll(async () => {
  await api.close();
  web.remove();
});

describe('the documentation', () => {
  it('is served as page and as file, with every route of the application', async () => {
    const page = await (await api.fetch('/docs')).text();
    expect(page).toContain('swagger-ui');
    // The policy of our headers forbids them.
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    expect(page).not.toMatch(/(src|href)="?(https?:)?\/\//);
    const yaml = await (await api.fetch('/openapi.yaml')).text();
    for (const path of [
      '/process-records/{id}/start',
      '/api/task-details/{taskId}/log/stream',
      '/health/ready',
      '/metrics',
    ])
      expect(yaml).toContain(`  ${path}:\n`);
    expect((await api.fetch('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });
});

const create = (id: string) => api.post('/process-records', { id, type: 'single-task-process' }, 201);

describe('the dashboard', () => {
  const html = { Accept: 'text/html,application/xhtml+xml' };

  it.each(['/', '/records/a.b/tasks', '/types', '/processes'])('its page answers %s', async (path) => {
    const response = await api.fetch(path, { headers: html });
    const lastPart = path.slice(path.lastIndexOf('/'));
    expect([response.status, lastPart]).toEqual([200, lastPart]);
    expect(await response.text()).toContain('<title>Dashboard</title>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('its page says from where on it is to be told of changes, so that it misses none of what it reads later', async () => {
    await create('before-the-page');
    const [before] = await api.engine.rows('SELECT max(xid)::text AS xid FROM live_event');
    const position = await eventually('no older transaction is open', async () => {
      const page = await (await api.fetch('/', { headers: html })).text();
      const found = /<meta name="event-position" content="((\d+)-\d+)" \/>/.exec(page);
      return found !== null && BigInt(found[2] ?? 0) > BigInt(String(before?.xid)) && found[1];
    });
    await create('after-the-page');
    const reader = await EventReader.open(api, '/api/events', position);
    await reader.until('the change', (events) => events.length > 0);
    reader.close();
    expect(reader.received).toEqual([
      expect.objectContaining({ event: 'record', data: { id: 'after-the-page', status: 'PENDING' } }),
    ]);
  });

  it('files with a hash in their name are kept for ever, others are asked for again', async () => {
    const script = await api.fetch('/assets/index-Bd3xK9_a.js');
    expect(script.headers.get('content-encoding')).toMatch(/^(gzip|br)$/);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect((await api.fetch('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
  ])('a file with compressed copies is sent to a client that takes %s as %s', async (accepted, encoding) => {
    const script = await api.fetch('/assets/pages-Cd4yL0_b.js', { headers: { 'Accept-Encoding': accepted } });
    expect(await script.text()).toBe(`sent as ${encoding}`);
    expect(script.headers.get('content-encoding')).toBe(encoding);
    expect(script.headers.get('vary')).toContain('Accept-Encoding');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toContain('javascript');
  });

  it.each([
    ['a missing file', '/assets/gone-12345678.js', html],
    ['an unknown API path', '/api/nope', html],
    ['a client that wants JSON', '/records', { Accept: 'application/json' }],
    ['a path out of the folder', '/..%2f..%2fpackage.json', html],
    ['a hidden file', '/.env', html],
  ])('%s is a problem, not the page', async (_, path, headers) => {
    const response = await api.fetch(path, { headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('only reading gets the page', async () => {
    expect((await api.fetch('/records', { method: 'POST', headers: html })).status).toBe(404);
  });
});
