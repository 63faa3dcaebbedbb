import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { parse } from 'yaml';
import { buildOpenApiDocument } from '../src/openapi-document';
import { ApiFixture } from './api-fixture';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

interface Change {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  /** Names of all fields of its body, at any depth. */
  readonly fields: readonly string[];
  readonly hasBody: boolean;
}

/** Fields by which a command, its shell, folder or environment could be said. */
const COMMAND_FIELD =
  /^(cmd|commands?|scripts?|args?|arguments|argv|exec|executable|run|shell|interpreter|entrypoint|hooks?|env|environment|variables?|cwd|dir|directory|workingDirectory|folder|chdir|path|tasks?|definition|yaml|user|uid|umask)$/i;

/** Where types are written; nothing else may say what is run. */
const OF_TYPES = [
  'POST /process-types',
  'PUT /process-types/{name}',
  'POST /process-types/validate',
  'POST /process-types/{name}/preview',
];

const CANARY = 'commands-only-in-types';
const COMMANDS = {
  command: `touch ${CANARY}`,
  shell: '/bin/sh',
  env: { LD_PRELOAD: `./${CANARY}` },
  environment: { PATH: '.' },
  workingDirectory: '/',
  tasks: [{ name: 't', command: `touch ${CANARY}` }],
};

let api: ApiFixture;
let changes: Change[];
let running: string[];

beforeAll(async () => {
  api = await ApiFixture.start();
  // Its fields are what the build gathers from the DTOs; `npm test` compares the file with the code.
  const document: OpenAPIObject = parse(readFileSync(join(__dirname, '../../../openapi.yaml'), 'utf8'));
  running = Object.keys(buildOpenApiDocument(api.app).paths);
  changes = Object.entries(document.paths).flatMap(([path, operations]) =>
    (['post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = operations[method];
      if (!operation) return [];
      const body = operation.requestBody;
      const content = body && 'content' in body ? Object.values(body.content) : [];
      const fields = content.flatMap(({ schema }) => fieldsOf(document, schema));
      return [
        {
          title: `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          path,
          fields,
          hasBody: content.length > 0,
        },
      ];
    }),
  );
  await api.post('/process-types', { name: 'only', tasks: [{ name: 't', command: 'echo of-the-type' }] }, 201);
  await api.post('/process-records', { id: 'only', type: 'only' }, 201);
});
afterAll(() => api.close());

it('all changes are looked at, those of types among them', () => {
  expect(new Set(changes.map(({ path }) => path)).size).toBeGreaterThan(15);
  for (const { path } of changes) expect(running).toContain(path);
  expect(changes.map(({ title }) => title)).toEqual(expect.arrayContaining(OF_TYPES));
  const withCommands = changes.filter(({ fields }) => fields.includes('command'));
  expect(withCommands.map(({ title }) => title).sort()).toEqual([...OF_TYPES].sort());
});

it('no other change has a field that says what is run, how or where', () => {
  const suspicious = changes
    .filter(({ title }) => !OF_TYPES.includes(title))
    .flatMap(({ title, fields }) =>
      fields.filter((name) => COMMAND_FIELD.test(name)).map((name) => `${title}: ${name}`),
    );
  expect(suspicious).toEqual([]);
});

it('each with a body refuses such fields by name', async () => {
  const others = changes.filter(({ title, hasBody }) => hasBody && !OF_TYPES.includes(title));
  expect(others.length).toBeGreaterThan(5);
  for (const { title, method, path } of others) {
    const body = { type: 'only', ...COMMANDS };
    const response = await api.fetch(addressOf(path), { method, body });
    const { errors = [] } = (await response.json()) as { errors?: { field: string; message: string }[] };
    const refused = errors.filter(({ message }) => message === 'is not a known field').map(({ field }) => field);
    expect([title, response.status, refused]).toEqual([title, 400, expect.arrayContaining(Object.keys(COMMANDS))]);
  }
});

it('a run does what its type says, whatever is sent along', async () => {
  const { runId } = await api.post<{ runId: string }>('/process-records/only/start?command=x&env=y', COMMANDS);
  const tasks = await api.engine.rows('SELECT command, working_directory, env FROM tasks WHERE run_id = $1', [runId]);
  expect(tasks).toEqual([{ command: 'echo of-the-type', working_directory: null, env: {} }]);
});

/** Names of a body's fields, at any depth. */
function fieldsOf(document: OpenAPIObject, schema: unknown, seen = new Set<string>()): string[] {
  const found = resolve(document, schema, seen);
  if (found === null) return [];
  const nested = [found.items, ...(found.allOf ?? []), ...(found.oneOf ?? []), ...(found.anyOf ?? [])];
  const properties = Object.entries(found.properties ?? {});
  return [
    ...properties.flatMap(([name, property]) => [name, ...fieldsOf(document, property, seen)]),
    ...nested.flatMap((inner) => fieldsOf(document, inner, seen)),
  ];
}

function resolve(
  document: OpenAPIObject,
  schema: unknown,
  seen: Set<string>,
): Exclude<Schema, { $ref: string }> | null {
  if (typeof schema !== 'object' || schema === null) return null;
  if (!('$ref' in schema)) return schema as Exclude<Schema, { $ref: string }>;
  const name = String(schema.$ref).split('/').at(-1) ?? '';
  if (seen.has(name)) return null;
  seen.add(name);
  return resolve(document, document.components?.schemas?.[name], seen);
}

function addressOf(path: string): string {
  return path.replaceAll(/\{\w+\}/g, 'only');
}
