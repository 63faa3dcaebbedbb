import { DEFINITION, TypesClient, yaml } from './types-client';

interface Version {
  version: number;
  current: boolean;
  yaml: string;
  revision: string;
  fingerprint: string;
}

interface Report {
  valid: boolean;
  name: string | null;
  fingerprint: string | null;
  problems: { line: number | null; column: number | null; field: string; message: string }[];
}

let types: TypesClient;
beforeAll(async () => {
  types = await TypesClient.start();
});
afterAll(() => types?.close());

const versionOf = (name: string, version: number | 'current') =>
  types.api.json<Version>(`/process-types/${name}/versions/${version}`);

const validate = (text: string, query = '') =>
  types.api.json<Report>(`/process-types/validate${query}`, {
    method: 'POST',
    body: text,
    headers: { 'Content-Type': 'application/yaml' },
  });

describe('versions', () => {
  beforeAll(async () => {
    await types.api.post('/process-types', { ...DEFINITION, name: 'versioned' }, 201);
    for (const round of [2, 3, 4])
      await types.put('versioned', `# round ${round}\n${yaml('versioned', `echo ${round}`)}`);
  });

  it('are listed page by page, newest first, without their definitions', async () => {
    const first = await types.api.fetch('/process-types/versioned/versions?limit=3');
    expect([first.headers.get('X-Total-Count'), await first.json()]).toMatchObject([
      '4',
      [
        { version: 4, current: true, taskCount: 1, parameterCount: 0, createdBy: 'admin' },
        { version: 3, current: false },
        { version: 2, current: false },
      ],
    ]);
    const next = /<([^>]+)>/.exec(first.headers.get('Link') ?? '')?.[1] ?? '';
    const last = await types.api.fetch(next);
    expect([last.headers.get('Link'), await last.json()]).toMatchObject([null, [{ version: 1, parameterCount: 1 }]]);
    await types.api.json('/process-types/versioned/versions?cursor=nonsense', { status: 400 });
    await types.api.json('/process-types/unknown/versions', { status: 404 });
  });

  it('have the text that they were written in; one that came as JSON is written out', async () => {
    expect((await versionOf('versioned', 3)).yaml).toBe(`# round 3\n${yaml('versioned', 'echo 3')}`);
    expect((await versionOf('versioned', 1)).yaml).toBe(
      'name: versioned\nparameters:\n  - name: region\ntasks:\n  - name: extract\n    command: echo 1\n',
    );
  });

  it.each(['5', '0', '-1', 'x', '1.0', '99999999999'])('there is none with the number %s', async (version) => {
    await types.api.json(`/process-types/versioned/versions/${version}`, { status: 404 });
  });

  it('what is shown of one can be sent back, as fields or as text, and makes a new one', async () => {
    const { version, fingerprint, yaml: text } = await versionOf('versioned', 2);
    expect(await types.put('versioned', text)).toMatchObject({ processType: { version: 5 } });
    expect(await versionOf('versioned', 'current')).toMatchObject({ version: 5, fingerprint, yaml: text });
    const { description, parameters, tasks } = await types.api.json(`/process-types/versioned/versions/${version}`);
    expect(await types.put('versioned', { name: 'versioned', description, parameters, tasks })).toMatchObject({
      message: "Process type 'versioned' is like this already, as version 5.",
    });
    // Fields say nothing about comments.
    expect((await versionOf('versioned', 'current')).yaml).toBe(text);
  });

  it('comments alone change the text and the revision, not the version', async () => {
    const before = await versionOf('versioned', 'current');
    const text = `# why\n${before.yaml}`;
    expect(await types.put('versioned', text)).toMatchObject({
      message: "Process type 'versioned' stays at version 5; its comments and layout are new.",
    });
    const after = await versionOf('versioned', 'current');
    expect([after.version, after.yaml]).toEqual([5, text]);
    expect(after.revision).not.toBe(before.revision);
  });
});

describe('two who edit at the same time', () => {
  const tagOf = async (name: string) => (await types.api.fetch(`/process-types/${name}`)).headers.get('ETag') ?? '';

  it('do not overwrite each other', async () => {
    await types.api.post('/process-types', { ...DEFINITION, name: 'contended' }, 201);
    const tag = await tagOf('contended');
    expect((await versionOf('contended', 'current')).revision).toBe(JSON.parse(tag));
    const texts = Array.from({ length: 8 }, (_, editor) => yaml('contended', `echo ${editor}`));
    const statuses = await Promise.all(
      texts.map(async (body) => {
        const headers = { 'Content-Type': 'application/yaml', 'If-Match': tag };
        return (await types.api.fetch('/process-types/contended', { method: 'PUT', body, headers })).status;
      }),
    );
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    expect(await types.find('contended')).toMatchObject({ version: 2 });
    expect(await types.put('contended', yaml('contended'), 412, tag)).toMatchObject({
      title: 'Precondition Failed',
      detail: expect.stringContaining('version 2 by admin'),
    });
    expect(await types.put('contended', yaml('contended'), 200, `"other", ${await tagOf('contended')}`)).toMatchObject({
      processType: { version: 3 },
    });
  });

  it('see also that only comments changed', async () => {
    const tag = await tagOf('contended');
    await types.put('contended', `# mine\n${yaml('contended')}`);
    await types.put('contended', `# theirs\n${yaml('contended')}`, 412, tag);
  });

  it.each([
    ['W/"1-000000000000"', 412],
    ['1-000000000000', 400],
    ['"', 400],
    ['*', 200],
  ])('If-Match: %s is answered by %i', async (tag, status) => {
    await types.put('contended', yaml('contended'), status, tag);
  });
});

it('says who uses a type', async () => {
  await types.api.post('/process-types', { ...DEFINITION, name: 'used' }, 201);
  for (const id of ['used-1', 'used-2'])
    await types.api.post('/process-records', { id, type: 'used', start: true }, 201);
  await types.api.post('/process-records', { id: 'idle', type: 'used' }, 201);
  await types.put('used', yaml('used'));
  await types.api.post('/process-records', { id: 'used-3', type: 'used', start: true }, 201);
  await types.api.post('/process-records/used-2/stop');
  const usage = {
    type: 'used',
    records: 4,
    activeRuns: [
      { version: 1, runs: 1 },
      { version: 2, runs: 1 },
    ],
  };
  expect(await types.api.json('/process-types/used/usage')).toEqual(usage);
  const all = await types.api.json<{ type: string }[]>('/process-types/usage');
  expect(all).toContainEqual(usage);
  expect(all).toContainEqual({ type: 'failing-process', records: 0, activeRuns: [] });
  await types.api.json('/process-types/unknown/usage', { status: 404 });
});

describe('a definition can be checked without saving it', () => {
  it('a right one', async () => {
    await types.api.post('/process-types', { ...DEFINITION, name: 'checked' }, 201);
    const { yaml: text, fingerprint } = await versionOf('checked', 1);
    const right = { valid: true, name: 'checked', fingerprint, problems: [], warnings: [] };
    expect(await validate(`# comment\n${text}`)).toEqual(right);
    expect(await validate(text, '?replacing=checked')).toEqual(right);
    expect(await types.find('checked')).toMatchObject({ version: 1 });
  });

  it('a wrong one, like a file', async () => {
    expect(await validate('name: x\ntasks:\n  - name: a\n    comand: typo\n')).toEqual({
      valid: false,
      name: null,
      fingerprint: null,
      warnings: [],
      problems: [
        { line: 3, column: 5, field: 'tasks[0].command', message: expect.stringContaining('Missing') },
        { line: 4, column: 5, field: 'tasks[0].comand', message: expect.stringContaining('Unknown field') },
      ],
    });
    expect(await validate('name: [')).toMatchObject({
      valid: false,
      problems: [{ line: 1, column: 8, field: '(YAML)' }],
    });
    expect(await validate('')).toMatchObject({ valid: false, problems: [{ line: 1, field: '(file)' }] });
  });

  it('a name that is taken, or that is not the one of the type', async () => {
    const text = `# comment\n${yaml('single-task-process')}`;
    expect(await validate(text)).toMatchObject({ valid: true });
    expect(await validate(text, '?isNew=true')).toMatchObject({
      valid: false,
      problems: [{ line: 2, column: 1, field: 'name', message: expect.stringContaining('exists already') }],
    });
    expect(await validate(text, '?replacing=checked')).toMatchObject({
      valid: false,
      problems: [{ line: 2, field: 'name', message: "Must be 'checked': a type keeps its name." }],
    });
  });

  it('not one that is larger than any file may be', async () => {
    const headers = { 'Content-Type': 'application/yaml' };
    const body = `# ${'x'.repeat(1024 * 1024)}`;
    expect((await types.api.fetch('/process-types/validate', { method: 'POST', body, headers })).status).toBe(413);
  });

  it('the schema of a definition is there for editors', async () => {
    const response = await types.api.fetch('/process-types/schema');
    expect(response.headers.get('Content-Type')).toMatch(/^application\/schema\+json/);
    expect(await response.json()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      required: ['name', 'tasks'],
      properties: { tasks: { maxItems: 1000 } },
    });
  });
});
