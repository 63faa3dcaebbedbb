import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { ApiFixture } from './api-fixture';

const ROOT = join(__dirname, '../../..');
const FILE = join(ROOT, 'openapi.yaml');

// A program of its own: the linter is published as ES modules only.
const LINTER = join(ROOT, 'scripts/lint-openapi.mjs');

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security?: readonly object[];
  readonly responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

const document = parse(readFileSync(FILE, 'utf8')) as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

it('is valid OpenAPI and keeps the usual rules', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [LINTER, FILE]);
  // These are open and take no input: nothing that a client sends can be wrong.
  expect(JSON.parse(stdout)).toEqual([
    ['operation-4xx-response', expect.any(String), '#/paths/~1api~1sign-in~1options/get/responses'],
    ['operation-4xx-response', expect.any(String), '#/paths/~1health~1live/get/responses'],
    ['operation-4xx-response', expect.any(String), '#/paths/~1health~1ready/get/responses'],
  ]);
});

it('has exactly the routes of the application', async () => {
  const api = await ApiFixture.start();
  try {
    const { router } = api.app.getHttpAdapter().getInstance() as {
      router: { stack: readonly { route?: { path: string; methods: Record<string, boolean> } }[] };
    };
    const routes = router.stack.flatMap(({ route }) =>
      route && !/\*|^\/(docs|openapi)/.test(route.path)
        ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
        : [],
    );
    // Two lead browsers to a provider and back: nothing for clients of the API.
    const ofBrowsers = ['GET /api/sign-in/openid', 'GET /api/sign-in/openid/callback'];
    expect(routes.sort()).toEqual([...operations.map(({ name }) => name), ...ofBrowsers].sort());
  } finally {
    await api.close();
  }
});

it.each(operations)('$name has an id, a tag, a summary, an answer, and problems as problem+json', ({ operation }) => {
  expect(operation.operationId).toMatch(
    /^(get|list|create|update|delete|start|stop|pause|resume|backfill|withdraw|run|reschedule|stream|change|preview|validate|sign|revoke|export)[A-Z]\w+$/,
  );
  expect(operation.tags).toHaveLength(1);
  expect(operation.summary).toMatch(/\.$/);
  const [good, bad] = [/^2/, /^[45]/].map((range) =>
    Object.entries(operation.responses).filter(([status]) => range.test(status)),
  );
  expect(good).toHaveLength(1);
  expect(Object.keys(good?.[0]?.[1].content ?? {})).toHaveLength(1);
  for (const [, response] of bad ?? [])
    expect(response.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
});

it('operation ids are unique', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});
