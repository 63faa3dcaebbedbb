import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILT_IN_TYPES,
  DefinitionFolderSync,
  DefinitionSyncService,
  ProcessTypeWriteRepository,
} from '@app/process-types';
import { eventually } from '@app/testing';
import { DEFINITION, TypesClient, yaml } from './types-client';

let types: TypesClient;
beforeAll(async () => {
  types = await TypesClient.start();
});
afterAll(() => types?.close());

const syncService = () =>
  new DefinitionSyncService(new ProcessTypeWriteRepository(types.api.engine.sql), BUILT_IN_TYPES);

describe('the definitions folder', () => {
  it('is followed: a new file, a change, a broken change, a repair, a removal', async () => {
    types.writeFile('job.yaml', yaml('job'));
    await eventually('the type is there', async () => (await types.find('job'))?.version === 1);
    expect(await types.find('job')).toMatchObject({ source: 'file', sourceFile: 'job.yaml' });

    types.writeFile('job.yaml', yaml('job', 'echo changed'));
    await eventually('the second version', async () => (await types.find('job'))?.version === 2);

    types.writeFile('job.yaml', 'name: job\ntasks:\n  - name: only\n    comand: typo\n');
    const problem = await eventually('the problem', () => types.problemOf('job.yaml'));
    expect(problem.issues).toContainEqual(expect.objectContaining({ line: 4, field: 'tasks[0].comand' }));
    expect(await types.find('job')).toMatchObject({ version: 2 });

    types.writeFile('job.yaml', yaml('job', 'echo repaired'));
    await eventually('the third version', async () => (await types.find('job'))?.version === 3);
    expect(await types.problemOf('job.yaml')).toBeUndefined();

    rmSync(join(types.api.typesDir, 'job.yaml'));
    await eventually('the type is gone', async () => (await types.find('job')) === undefined);
  });

  it('comments are kept, and change the text without a new version', async () => {
    const text = `# nightly\n${yaml('commented')}`;
    types.writeFile('commented.yaml', text);
    await eventually('the type is there', () => types.find('commented'));
    const current = () => types.api.json<{ yaml: string }>('/process-types/commented/versions/current');
    expect(await current()).toMatchObject({ version: 1, yaml: text, createdBy: 'system' });
    types.writeFile('commented.yaml', text.replace('nightly', 'every night'));
    await eventually('the new text', async () => (await current()).yaml.startsWith('# every night'));
    expect(await current()).toMatchObject({ version: 1 });
  });

  it('its types are changed in their files only', async () => {
    types.writeFile('filed.yaml', yaml('filed'));
    await eventually('the type is there', () => types.find('filed'));
    expect(await types.put('filed', { ...DEFINITION, name: 'filed' }, 409)).toMatchObject({
      detail: expect.stringContaining("'filed.yaml'"),
    });
    await types.remove('filed', 409);
  });

  it('a file that is removed while records use its type leaves the type, and says so', async () => {
    types.writeFile('used.yaml', yaml('used'));
    await eventually('the type is there', () => types.find('used'));
    await types.api.post('/process-records', { id: 'user', type: 'used' }, 201);
    rmSync(join(types.api.typesDir, 'used.yaml'));
    const problem = await eventually('the problem', () => types.problemOf('used.yaml'));
    expect(problem.issues[0]?.message).toContain('1 process record');
    expect(await types.find('used')).toMatchObject({ version: 1 });
  });

  it('a name that is taken is a problem of the file, until it becomes free', async () => {
    await types.api.post('/process-types', { ...DEFINITION, name: 'taken' }, 201);
    types.writeFile('taken.yaml', yaml('taken'));
    types.writeFile('built-in.yaml', yaml('single-task-process'));
    await eventually(
      'both problems',
      async () => (await types.problemOf('taken.yaml')) && (await types.problemOf('built-in.yaml')),
    );
    expect(await types.find('taken')).toMatchObject({ source: 'api' });
    await types.remove('taken');
    expect(await types.find('taken')).toMatchObject({ source: 'file' });
    expect(await types.problemOf('taken.yaml')).toBeUndefined();
  });

  it('replicas that see the same change make one version of it', async () => {
    const silent = { synced: () => undefined, failed: () => undefined };
    const replicas = Array.from(
      { length: 4 },
      () => new DefinitionFolderSync(types.api.typesDir, syncService(), silent),
    );
    const before = (await types.list()).processTypes;
    await Promise.all(replicas.map((replica) => replica.resync()));
    expect((await types.list()).processTypes).toEqual(before);
    types.writeFile('shared.yaml', yaml('shared'));
    await Promise.all(replicas.map((replica) => replica.resync()));
    expect(await types.api.json('/process-types/shared/versions')).toHaveLength(1);
    expect((await types.list()).processTypes.filter((type) => type.name !== 'shared')).toEqual(before);
  });
});

it('a folder that is missing takes nothing away', async () => {
  const { processTypes } = await types.list();
  const folder = { definitions: [], broken: [], note: 'The folder is missing.', fingerprint: '' };
  await syncService().sync(folder);
  expect((await types.list()).processTypes).toEqual(processTypes);
});
