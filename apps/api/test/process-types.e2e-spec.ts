import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILT_IN_TYPES,
  DefinitionFolderSync,
  DefinitionSyncService,
  ProcessTypeWriteRepository,
} from '@app/process-types';
import { eventually } from '@app/testing';
import { ApiFixture } from './api-fixture';

interface TypeList {
  processTypes: { name: string; version: number; source: string; taskCount: number; sourceFile: string | null }[];
  allTaskNames: string[];
  problems: { file: string; issues: { line: number | null; field: string; message: string }[] }[];
}

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.close());

const DEFINITION = {
  name: 'export',
  parameters: [{ name: 'region' }],
  tasks: [{ name: 'extract', command: 'echo 1' }],
};
const list = () => api.json<TypeList>('/process-types');
const find = async (name: string) => (await list()).processTypes.find((type) => type.name === name);
const problemOf = async (file: string) => (await list()).problems.find((problem) => problem.file === file);
const put = (name: string, body: unknown, status = 200) =>
  api.json<{ message: string; processType: { version: number } }>(`/process-types/${name}`, {
    method: 'PUT',
    body,
    status,
  });
const remove = (name: string, status = 200) => api.json(`/process-types/${name}`, { method: 'DELETE', status });

/** Puts a file in the folder, whole at once. */
function writeFile(file: string, text: string): void {
  const path = join(api.typesDir, file);
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

const syncService = () => new DefinitionSyncService(new ProcessTypeWriteRepository(api.engine.sql), BUILT_IN_TYPES);

const yaml = (name: string, command = 'echo hi') => `name: ${name}\ntasks:\n  - name: only\n    command: ${command}\n`;

it('the built-in types are there, with the names of the original', async () => {
  const types = await list();
  const builtIn = types.processTypes.filter((type) => type.source === 'built-in');
  expect(builtIn.map(({ name, taskCount }) => [name, taskCount])).toEqual([
    ['failing-process', 1],
    ['single-task-process', 1],
    ['three-task-process', 3],
    ['two-task-process', 2],
  ]);
  expect(types.allTaskNames).toEqual(
    expect.arrayContaining(['test-1-1', 'test-2-1', 'test-2-2', 'test-3-3', 'test-failing']),
  );
});

describe('a type of the API', () => {
  it('is made, shown with every field, and changed into versions', async () => {
    const created = await api.post('/process-types', DEFINITION, 201);
    expect(created).toEqual({
      success: true,
      message: "Created version 1 of process type 'export'.",
      processType: {
        name: 'export',
        description: null,
        taskCount: 1,
        parameters: [
          { name: 'region', description: null, type: 'string', required: false, default: null, secret: false },
        ],
        tasks: [
          {
            name: 'extract',
            description: null,
            command: 'echo 1',
            workingDirectory: null,
            timeoutMinutes: null,
            maxRetries: 0,
            retryDelaySeconds: expect.any(Number),
            backoff: 'fixed',
            onWorkerLost: 'retry',
            continueOnFailure: false,
            env: {},
          },
        ],
        version: 1,
        source: 'api',
        sourceFile: null,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    });
    expect(await put('export', DEFINITION)).toMatchObject({
      message: "Process type 'export' is like this already, as version 1.",
      processType: { version: 1 },
    });
    const changed = { ...DEFINITION, tasks: [{ name: 'extract', command: 'echo 2' }] };
    expect(await put('export', changed)).toMatchObject({ processType: { version: 2 } });
    const versions = await api.json<Record<string, unknown>[]>('/process-types/export/versions');
    expect(versions).toMatchObject([
      { version: 2, current: true, createdBy: 'admin', tasks: [{ command: 'echo 2' }] },
      { version: 1, current: false, createdBy: 'admin', tasks: [{ command: 'echo 1' }] },
    ]);
    // Back to what it was: a version like the first, but the newest.
    expect(await put('export', DEFINITION)).toMatchObject({ processType: { version: 3 } });
  });

  it('what is shown of a version can be sent back', async () => {
    const [version] = await api.json<Record<string, unknown>[]>('/process-types/export/versions');
    const { description, parameters, tasks } = version ?? {};
    expect(await put('export', { name: 'export', description, parameters, tasks })).toMatchObject({
      processType: { version: 3 },
    });
  });

  it('is made of YAML as well', async () => {
    const headers = { 'Content-Type': 'application/yaml' };
    const response = await api.fetch('/process-types', { method: 'POST', body: yaml('from-yaml'), headers });
    expect([response.status, await response.json()]).toMatchObject([
      201,
      { processType: { name: 'from-yaml', source: 'api' } },
    ]);
    const broken = await api.fetch('/process-types', {
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
    const { runId } = await api.post<{ runId: string }>(
      '/process-records',
      { id: 'exporter', type: 'export', start: true },
      201,
    );
    await put('export', { ...DEFINITION, tasks: [{ name: 'other', command: 'echo 3' }] });
    expect(await api.json(`/runs/${runId}`)).toMatchObject({ typeVersion: 3, tasks: [{ taskName: 'extract' }] });
  });

  it('is deleted only when no record uses it, and can then be made anew', async () => {
    expect(await remove('export', 409)).toMatchObject({ detail: expect.stringContaining('1 process record') });
    await api.post('/process-records/exporter/stop');
    await api.json('/process-records/exporter', { method: 'DELETE' });
    await remove('export');
    expect(await find('export')).toBeUndefined();
    await remove('export', 404);
    await put('export', DEFINITION, 404);
    await api.post('/process-records', { type: 'export' }, 400);
    expect(await api.post('/process-types', DEFINITION, 201)).toMatchObject({
      processType: { version: expect.any(Number) },
    });
  });

  it('is made once of twenty requests at the same time', async () => {
    const body = { ...DEFINITION, name: 'raced-type' };
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => api.fetch('/process-types', { method: 'POST', body })),
    );
    expect(responses.map((response) => response.status).sort()).toEqual([
      201,
      ...Array.from({ length: 19 }, () => 409),
    ]);
  });

  it('deleting a type and making records of it never both succeed', async () => {
    for (let round = 0; round < 20; round++) {
      const name = `contested-${round}`;
      await api.post('/process-types', { ...DEFINITION, name }, 201);
      const [deleted, created] = await Promise.all([
        api.fetch(`/process-types/${name}`, { method: 'DELETE' }),
        api.fetch('/process-records', { method: 'POST', body: { type: name } }),
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
  const problem = await api.json(path, { method, status: 409, ...(body && { body }) });
  expect(problem).toMatchObject({ detail: expect.stringContaining(reason) });
});

it('a type keeps its name', async () => {
  expect(await put('raced-type', { ...DEFINITION, name: 'renamed' }, 400)).toMatchObject({
    errors: [{ field: 'name' }],
  });
});

it.each<[string, unknown, string]>([
  ['nothing', undefined, '(definition)'],
  ['a list', [], '(definition)'],
  ['no tasks', { name: 'x', tasks: [] }, 'tasks'],
  ['an unknown field', { ...DEFINITION, nope: 1 }, 'nope'],
  ['a bad name', { ...DEFINITION, name: 'a b' }, 'name'],
  ['a parameter that steers the shell', { ...DEFINITION, parameters: [{ name: 'PATH' }] }, 'parameters[0].name'],
  ['NUL in a command', { name: 'x', tasks: [{ name: 'a', command: 'a\0' }] }, 'tasks[0].command'],
  [
    'an endless timeout',
    { name: 'x', tasks: [{ name: 'a', command: 'a', timeoutMinutes: 1e300 }] },
    'tasks[0].timeoutMinutes',
  ],
])('a definition with %s is refused', async (_, body, field) => {
  const problem = await api.post<{ errors: { field: string }[] }>('/process-types', body, 400);
  expect(problem.errors.map((error) => error.field)).toContain(field);
});

describe('the definitions folder', () => {
  it('is followed: a new file, a change, a broken change, a repair, a removal', async () => {
    writeFile('job.yaml', yaml('job'));
    await eventually('the type is there', async () => (await find('job'))?.version === 1);
    expect(await find('job')).toMatchObject({ source: 'file', sourceFile: 'job.yaml' });

    writeFile('job.yaml', yaml('job', 'echo changed'));
    await eventually('the second version', async () => (await find('job'))?.version === 2);

    writeFile('job.yaml', 'name: job\ntasks:\n  - name: only\n    comand: typo\n');
    const problem = await eventually('the problem', () => problemOf('job.yaml'));
    expect(problem.issues).toContainEqual(expect.objectContaining({ line: 4, field: 'tasks[0].comand' }));
    expect(await find('job')).toMatchObject({ version: 2 });

    writeFile('job.yaml', yaml('job', 'echo repaired'));
    await eventually('the third version', async () => (await find('job'))?.version === 3);
    expect(await problemOf('job.yaml')).toBeUndefined();

    rmSync(join(api.typesDir, 'job.yaml'));
    await eventually('the type is gone', async () => (await find('job')) === undefined);
  });

  it('its types are changed in their files only', async () => {
    writeFile('filed.yaml', yaml('filed'));
    await eventually('the type is there', () => find('filed'));
    expect(await put('filed', { ...DEFINITION, name: 'filed' }, 409)).toMatchObject({
      detail: expect.stringContaining("'filed.yaml'"),
    });
    await remove('filed', 409);
  });

  it('a file that is removed while records use its type leaves the type, and says so', async () => {
    writeFile('used.yaml', yaml('used'));
    await eventually('the type is there', () => find('used'));
    await api.post('/process-records', { id: 'user', type: 'used' }, 201);
    rmSync(join(api.typesDir, 'used.yaml'));
    const problem = await eventually('the problem', () => problemOf('used.yaml'));
    expect(problem.issues[0]?.message).toContain('1 process record');
    expect(await find('used')).toMatchObject({ version: 1 });
  });

  it('a name that is taken is a problem of the file, until it becomes free', async () => {
    writeFile('taken.yaml', yaml('raced-type'));
    writeFile('built-in.yaml', yaml('single-task-process'));
    await eventually(
      'both problems',
      async () => (await problemOf('taken.yaml')) && (await problemOf('built-in.yaml')),
    );
    expect(await find('raced-type')).toMatchObject({ source: 'api' });
    await remove('raced-type');
    expect(await find('raced-type')).toMatchObject({ source: 'file' });
    expect(await problemOf('taken.yaml')).toBeUndefined();
  });

  it('replicas that see the same change make one version of it', async () => {
    const silent = { synced: () => undefined, failed: () => undefined };
    const replicas = Array.from({ length: 4 }, () => new DefinitionFolderSync(api.typesDir, syncService(), silent));
    const before = (await list()).processTypes;
    await Promise.all(replicas.map((replica) => replica.resync()));
    expect((await list()).processTypes).toEqual(before);
    writeFile('shared.yaml', yaml('shared'));
    await Promise.all(replicas.map((replica) => replica.resync()));
    expect(await api.json('/process-types/shared/versions')).toHaveLength(1);
    expect((await list()).processTypes.filter((type) => type.name !== 'shared')).toEqual(before);
  });
});

it('a folder that is missing takes nothing away', async () => {
  const { processTypes } = await list();
  const folder = { definitions: [], broken: [], note: 'The folder is missing.', fingerprint: '' };
  await syncService().sync(folder);
  expect((await list()).processTypes).toEqual(processTypes);
});
