import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDefinitionFolder } from './load-definition-folder';

const definition = (name: string) => `name: ${name}\ntasks:\n  - name: one\n    command: echo hi\n`;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'definitions-'));
});
afterEach(() => rm(dir, { recursive: true }));

const write = (file: string, content: string | Buffer) => writeFile(join(dir, file), content);

describe('loadDefinitionFolder', () => {
  it('loads the definition files in the order of their names', async () => {
    await write('b.yml', definition('second'));
    await write('a.yaml', definition('first'));
    await write('c.YAML', definition('third'));
    await write('.hidden.yaml', 'name: [');
    await write('a.yaml~', 'name: [');
    await write('README.md', '# not a type');
    await mkdir(join(dir, 'samples'));
    await write('samples/d.yaml', definition('fourth'));

    const folder = await loadDefinitionFolder(dir);
    expect(folder.definitions.map(({ file, definition: { name } }) => [file, name])).toEqual([
      ['a.yaml', 'first'],
      ['b.yml', 'second'],
      ['c.YAML', 'third'],
    ]);
    expect([folder.broken, folder.note]).toEqual([[], null]);
  });

  it('lets a broken file stop only itself', async () => {
    await write('a.yaml', 'name: a\ntasks: []\n');
    await write('b.yaml', definition('good'));
    await write('c.yaml', Buffer.from([0xff, 0xfe]));
    await write('d.yaml', Buffer.alloc(1_048_577, '#'));
    await mkdir(join(dir, 'e.yaml'));
    await symlink('nowhere.yaml', join(dir, 'f.yaml'));
    execFileSync('/bin/sh', ['-c', 'mkfifo "$1"', 'sh', join(dir, 'g.yaml')]);
    await symlink('b.yaml', join(dir, 'h.yaml'));

    const folder = await loadDefinitionFolder(dir);
    expect(folder.definitions.map(({ file }) => file)).toEqual(['b.yaml']);
    const place = { line: 1, column: 1 };
    expect(folder.broken).toEqual([
      {
        file: 'a.yaml',
        issues: [{ file: 'a.yaml', line: 2, column: 1, field: 'tasks', message: 'Must have at least 1 entry.' }],
      },
      {
        file: 'c.yaml',
        issues: [
          {
            file: 'c.yaml',
            ...place,
            field: '(file)',
            message: 'Must be UTF-8 text; save the file with that encoding.',
          },
        ],
      },
      {
        file: 'd.yaml',
        issues: [
          { file: 'd.yaml', ...place, field: '(file)', message: 'Must have at most 1048576 bytes; it has 1048577.' },
        ],
      },
      { file: 'e.yaml', issues: [{ file: 'e.yaml', ...place, field: '(file)', message: 'Must be a regular file.' }] },
      {
        file: 'f.yaml',
        issues: [{ file: 'f.yaml', ...place, field: '(file)', message: 'Is a link to a file that does not exist.' }],
      },
      { file: 'g.yaml', issues: [{ file: 'g.yaml', ...place, field: '(file)', message: 'Must be a regular file.' }] },
      {
        file: 'h.yaml',
        issues: [
          {
            file: 'h.yaml',
            ...place,
            field: 'name',
            message: 'The process type good is already defined in b.yaml; rename it or remove one of the files.',
          },
        ],
      },
    ]);
  });

  it('is empty, with a note, where there is no folder', async () => {
    const missing = join(dir, 'nowhere');
    expect(await loadDefinitionFolder(missing)).toMatchObject({
      definitions: [],
      broken: [],
      note: `${missing} does not exist; no process types were loaded from files.`,
    });
    await write('file', '');
    const file = join(dir, 'file');
    expect((await loadDefinitionFolder(file)).note).toBe(
      `${file} is not a folder; no process types were loaded from files.`,
    );
  });

  it('has a fingerprint that changes with the files, and only with them', async () => {
    const fingerprint = async () => (await loadDefinitionFolder(dir)).fingerprint;
    const seen = [await fingerprint()];
    const changes: [string, () => Promise<void>][] = [
      ['a file is added', () => write('a.yaml', definition('one'))],
      ['its text changes', () => write('a.yaml', definition('three'))],
      ['only its time changes', () => utimes(join(dir, 'a.yaml'), 1, 1)],
      ['it is removed', () => rm(join(dir, 'a.yaml'))],
    ];
    for (const [what, change] of changes) {
      await change();
      const now = await fingerprint();
      if (what !== 'it is removed') expect([what, seen.includes(now)]).toEqual([what, false]);
      else expect(now).toBe(seen[0]);
      seen.push(now);
    }
    await write('notes.txt', 'x');
    expect(await fingerprint()).toBe(seen[0]);
  });
});
