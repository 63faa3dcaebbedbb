import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { temporaryFolder } from '@app/testing';
import { ApiFixture } from './api-fixture';

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
