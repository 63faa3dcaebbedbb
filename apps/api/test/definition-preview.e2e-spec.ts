import { DEFINITION, TypesClient } from './types-client';

let types: TypesClient;
beforeAll(async () => {
  types = await TypesClient.start();
  await types.api.post('/process-types', { ...DEFINITION, name: 'export' }, 201);
  await types.api.post('/process-records', { id: 'plain', type: 'export', start: true }, 201);
  const scheduled = { id: 'nightly', type: 'export', inputData: { region: 'eu' }, schedule: '0 3 * * *' };
  await types.api.post('/process-records', scheduled, 201);
});
afterAll(() => types?.close());

const NEXT = `
name: export
parameters:
  - { name: region, required: true }
  - { name: token, secret: true }
tasks:
  - { name: extract, command: echo 2 }
`;
const preview = (body: unknown, status = 200, name = 'export') =>
  types.api.json(`/process-types/${name}/preview`, {
    method: 'POST',
    body,
    status,
    headers: { 'Content-Type': typeof body === 'string' ? 'application/yaml' : 'application/json' },
  });

it('says before a definition is saved which records it does not fit, and what active runs keep', async () => {
  expect(await preview(NEXT)).toEqual({
    version: 1,
    makesVersion: true,
    records: 2,
    checked: 2,
    unfit: 1,
    unfitScheduled: 0,
    firstUnfit: [
      {
        id: 'plain',
        schedule: null,
        issues: [{ field: 'inputData.region', message: 'Missing; must be a string.' }],
      },
    ],
    activeRuns: [{ version: 1, runs: 1 }],
  });
  expect(await preview({ ...DEFINITION, parameters: [] })).toMatchObject({
    unfit: 1,
    unfitScheduled: 1,
    firstUnfit: [{ id: 'nightly', schedule: '0 3 * * *' }],
  });
  expect(await types.find('export')).toMatchObject({ version: 1 });
});

it('is what happens when it is saved', async () => {
  await types.put('export', NEXT);
  await types.api.post('/process-records/plain/stop');
  expect(await types.api.json('/process-records/plain/start', { method: 'POST', status: 400 })).toMatchObject({
    errors: [{ field: 'inputData.region', message: 'Missing; must be a string.' }],
  });
  await types.api.post('/process-records/nightly/start');
  expect(await preview(NEXT)).toMatchObject({ version: 2, makesVersion: false, unfit: 0 });
});

it('refuses what saving would refuse, and types that do not exist', async () => {
  expect(await preview('name: export\ntasks: []\n', 400)).toMatchObject({
    errors: [{ field: 'tasks', message: 'Must have at least 1 entry.', line: 2 }],
  });
  await preview({ ...DEFINITION, name: 'other' }, 400);
  await preview({ ...DEFINITION, name: 'unknown' }, 404, 'unknown');
});
