import { DEFINITION, TypesClient, yaml } from './types-client';

let types: TypesClient;
beforeAll(async () => {
  types = await TypesClient.start();
});
afterAll(() => types?.close());

it('the built-in types are there, with the names of the original', async () => {
  const listed = await types.list();
  const builtIn = listed.processTypes.filter((type) => type.source === 'built-in');
  expect(builtIn.map(({ name, taskCount }) => [name, taskCount])).toEqual([
    ['failing-process', 1],
    ['single-task-process', 1],
    ['three-task-process', 3],
    ['two-task-process', 2],
  ]);
  expect(listed.allTaskNames).toEqual(
    expect.arrayContaining(['test-1-1', 'test-2-1', 'test-2-2', 'test-3-3', 'test-failing']),
  );
});

describe('a type of the API', () => {
  it('is made, shown with every field, and changed into versions', async () => {
    const created = await types.api.post('/process-types', DEFINITION, 201);
    expect(created).toEqual({
      success: true,
      message: "Created version 1 of process type 'export'.",
      processType: {
        name: 'export',
        description: null,
        taskCount: 1,
        parameters: [
          {
            name: 'region',
            description: null,
            type: 'string',
            required: false,
            default: null,
            secret: false,
            pattern: null,
          },
        ],
        tasks: [
          {
            name: 'extract',
            description: null,
            command: 'echo 1',
            workingDirectory: null,
            timeoutMinutes: null,
            timeoutSeconds: null,
            maxRetries: 0,
            retryDelaySeconds: expect.any(Number),
            backoff: 'fixed',
            onWorkerLost: 'retry',
            continueOnFailure: false,
            env: {},
            secrets: [],
          },
        ],
        version: 1,
        revision: expect.stringMatching(/^1-[0-9a-f]{12}$/),
        source: 'api',
        sourceFile: null,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    });
    expect(await types.put('export', DEFINITION)).toMatchObject({
      message: "Process type 'export' is like this already, as version 1.",
      processType: { version: 1 },
    });
    const changed = { ...DEFINITION, tasks: [{ name: 'extract', command: 'echo 2' }] };
    expect(await types.put('export', changed)).toMatchObject({ processType: { version: 2 } });
    // Back to what it was: a version like the first, but the newest.
    expect(await types.put('export', DEFINITION)).toMatchObject({ processType: { version: 3 } });
  });

  it('is made of YAML as well', async () => {
    const headers = { 'Content-Type': 'application/yaml' };
    const response = await types.api.fetch('/process-types', { method: 'POST', body: yaml('from-yaml'), headers });
    expect([response.status, await response.json()]).toMatchObject([
      201,
      { processType: { name: 'from-yaml', source: 'api' } },
    ]);
    const broken = await types.api.fetch('/process-types', {
      method: 'POST',
      body: 'name: x\ntasks:\n  - nmae: a\n',
      headers,
    });
    expect([broken.status, await broken.json()]).toMatchObject([
      400,
      {
        errors: expect.arrayContaining([
          expect.objectContaining({ field: expect.stringContaining('tasks[0]'), line: 3 }),
        ]),
      },
    ]);
  });

  it('a record started before a change keeps its version', async () => {
    const { runId } = await types.api.post<{ runId: string }>(
      '/process-records',
      { id: 'exporter', type: 'export', start: true },
      201,
    );
    await types.put('export', { ...DEFINITION, tasks: [{ name: 'other', command: 'echo 3' }] });
    expect(await types.api.json(`/runs/${runId}`)).toMatchObject({ typeVersion: 3, tasks: [{ taskName: 'extract' }] });
  });

  it('is deleted only when no record uses it, and can then be made anew', async () => {
    expect(await types.remove('export', 409)).toMatchObject({ detail: expect.stringContaining('1 process record') });
    await types.api.post('/process-records/exporter/stop');
    await types.api.json('/process-records/exporter', { method: 'DELETE' });
    await types.remove('export');
    expect(await types.find('export')).toBeUndefined();
    await types.remove('export', 404);
    await types.put('export', DEFINITION, 404);
    await types.api.post('/process-records', { type: 'export' }, 400);
    expect(await types.api.post('/process-types', DEFINITION, 201)).toMatchObject({
      processType: { version: expect.any(Number) },
    });
  });

  it('is made once of twenty requests at the same time', async () => {
    const body = { ...DEFINITION, name: 'raced-type' };
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => types.api.fetch('/process-types', { method: 'POST', body })),
    );
    expect(responses.map((response) => response.status).sort()).toEqual([
      201,
      ...Array.from({ length: 19 }, () => 409),
    ]);
  });

  it('deleting a type and making records of it never both succeed', async () => {
    for (let round = 0; round < 20; round++) {
      const name = `contested-${round}`;
      await types.api.post('/process-types', { ...DEFINITION, name }, 201);
      const [deleted, created] = await Promise.all([
        types.api.fetch(`/process-types/${name}`, { method: 'DELETE' }),
        types.api.fetch('/process-records', { method: 'POST', body: { type: name } }),
      ]);
      expect([
        [200, 400],
        [409, 201],
      ]).toContainEqual([deleted.status, created.status]);
    }
  });
});

it.each([
  ['POST', '/process-types', { ...DEFINITION, name: 'single-task-process' }, 'exists already'],
  ['PUT', '/process-types/single-task-process', { ...DEFINITION, name: 'single-task-process' }, 'built in'],
  ['DELETE', '/process-types/single-task-process', undefined, 'built in'],
])('%s %s is refused for a built-in type', async (method, path, body, reason) => {
  const problem = await types.api.json(path, { method, status: 409, ...(body && { body }) });
  expect(problem).toMatchObject({ detail: expect.stringContaining(reason) });
});

it('a type keeps its name', async () => {
  expect(await types.put('raced-type', { ...DEFINITION, name: 'renamed' }, 400)).toMatchObject({
    errors: [{ field: 'name' }],
  });
});

it.each<[string, unknown, string]>([
  ['nothing', undefined, '(definition)'],
  ['a list', [], '(definition)'],
  ['no tasks', { name: 'x', tasks: [] }, 'tasks'],
  ['an unknown field', { ...DEFINITION, nope: 1 }, 'nope'],
  ['a name that is an address', { ...DEFINITION, name: 'schema' }, 'name'],
  ['a bad name', { ...DEFINITION, name: 'a b' }, 'name'],
  ['a parameter that steers the shell', { ...DEFINITION, parameters: [{ name: 'PATH' }] }, 'parameters[0].name'],
  ['NUL in a command', { name: 'x', tasks: [{ name: 'a', command: 'a\0' }] }, 'tasks[0].command'],
  [
    'an endless timeout',
    { name: 'x', tasks: [{ name: 'a', command: 'a', timeoutMinutes: 1e300 }] },
    'tasks[0].timeoutMinutes',
  ],
])('a definition with %s is refused', async (_, body, field) => {
  const problem = await types.api.post<{ errors: { field: string }[] }>('/process-types', body, 400);
  expect(problem.errors.map((error) => error.field)).toContain(field);
});
