import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessTypeDefinition, TaskDefinition } from '@app/process-core';
import {
  runTask,
  runType,
  SHIPPED_TYPE_JOBS,
  type ShippedTypeJob,
  temporaryFolder,
  type TypeRun,
  type TypeRunOutcome,
} from '@app/testing';
import { loadDefinitionFolder } from './load-definition-folder';

const ROOT = join(__dirname, '../../..');
const SHELLS = [['/bin/sh'], ['/bin/bash', '--posix']].filter(([file]) => existsSync(file ?? ''));

let types: ReadonlyMap<string, ProcessTypeDefinition>;
let folder: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  const loaded = await loadDefinitionFolder(join(ROOT, 'process-types'));
  expect([loaded.broken, loaded.note]).toEqual([[], null]);
  types = new Map(loaded.definitions.map(({ definition }) => [definition.name, definition]));
});
beforeEach(() => {
  folder = temporaryFolder('types');
});
afterEach(() => folder.remove());

function typeNamed(name: string): ProcessTypeDefinition {
  const type = types.get(name);
  if (type === undefined) throw new Error(`no type ${name}`);
  return type;
}

const run = (name: string, input: object, options: Pick<TypeRun, 'shell' | 'times'> = {}): TypeRunOutcome =>
  runType(typeNamed(name), { cwd: folder.path, input, ...options });
const runOne = (type: ProcessTypeDefinition, task: TaskDefinition | undefined, input: object): TypeRunOutcome => {
  if (task === undefined) throw new Error('no such task');
  return runTask(type, task, { cwd: folder.path, input });
};

const jobs = SHIPPED_TYPE_JOBS.map((job): [string, ShippedTypeJob] => [job.type, job]);

it('has a job for each shipped type', () => {
  expect([...types.keys()].sort()).toEqual(SHIPPED_TYPE_JOBS.map(({ type }) => type).sort());
});

describe.each(jobs)('%s', (name, job) => {
  it.each(SHELLS)('does what the same commands by hand do, in %s', (...shell) => {
    const input = job.prepare(folder.path);
    expect(run(name, input, { shell })).toMatchObject({ exitCode: 0 });
    job.verify(folder.path);
  });

  it('does the same when each task is repeated, and again in a second run', () => {
    const input = job.prepare(folder.path);
    expect(run(name, input)).toMatchObject({ exitCode: 0 });
    expect(run(name, input, { times: 2 })).toMatchObject({ exitCode: 0 });
    job.verify(folder.path);
  });

  it('says what each parameter and the type are for', () => {
    const type = typeNamed(name);
    expect([type, ...type.parameters].map(({ description }) => description ?? '')).not.toContain('');
  });
});

const at = (...path: string[]) => join(folder.path, ...path);

describe('archive-and-verify', () => {
  const type = () => typeNamed('archive-and-verify');
  beforeEach(() => {
    mkdirSync(at('-source'));
    writeFileSync(at('-source', 'file'), 'one');
  });

  it('takes relative paths, also with a leading hyphen', () => {
    expect(run('archive-and-verify', { source_dir: '-source', output_dir: '-out' })).toMatchObject({ exitCode: 0 });
    expect(readdirSync(at('-out')).sort()).toEqual([
      'archive.tar.gz',
      'archive.tar.gz.sha256',
      'archive.tar.gz.verified',
    ]);
  });

  it.each([
    ['a missing folder', { source_dir: 'nowhere' }, 'source_dir is not a folder: nowhere'],
    [
      'an output inside the source',
      { source_dir: '-source', output_dir: '-source/out' },
      'output_dir is inside source_dir',
    ],
    ['the source as output', { source_dir: '-source', output_dir: '-source' }, 'output_dir is inside source_dir'],
    ['a path as name', { source_dir: '-source', archive_name: '../x' }, 'archive_name may have letters'],
    ['a hidden name', { source_dir: '-source', archive_name: '.x' }, 'archive_name may have letters'],
  ])('refuses %s', (_, input, message) => {
    expect(run('archive-and-verify', input)).toEqual({
      exitCode: 2,
      output: expect.stringContaining(message),
      failed: 'check-source',
    });
  });

  it('fails when the restored files differ, and leaves them to be looked at', () => {
    const input = { source_dir: '-source', output_dir: 'out' };
    const compare = type().tasks.at(-1);
    for (const task of type().tasks.slice(0, -1)) expect(runOne(type(), task, input).exitCode).toBe(0);
    writeFileSync(at('-source', 'file'), 'two');
    expect(runOne(type(), compare, input)).toMatchObject({ exitCode: 1, output: expect.stringContaining('< two') });
    expect(readFileSync(at('out', '.archive.restored', 'file'), 'utf8')).toBe('one');
    expect(existsSync(at('out', 'archive.tar.gz.verified'))).toBe(false);
  });

  it('leaves no half archive when it is stopped', async () => {
    const tar = '#!/bin/sh\necho half > "$2"\necho packing\nexec sleep 600\n';
    mkdirSync(at('bin'));
    writeFileSync(at('bin', 'tar'), tar, { mode: 0o755 });
    mkdirSync(at('out'));
    const task = type().tasks[1];
    const packing = spawn('/bin/sh', ['-c', task?.command ?? ''], {
      cwd: folder.path,
      detached: true,
      env: {
        PATH: `${at('bin')}:${process.env.PATH}`,
        source_dir: '-source',
        output_dir: 'out',
        archive_name: 'archive',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(packing, 'exit');
    await once(packing.stdout, 'data');
    expect(readdirSync(at('out'))).toEqual(['archive.tar.gz.partial']);
    process.kill(-(packing.pid ?? 0), 'SIGTERM');
    expect(await ended).toEqual([143, null]);
    expect(readdirSync(at('out'))).toEqual([]);
  });

  it.each(['verify', 'restore'])('fails in %s when the archive was damaged', (name) => {
    const input = { source_dir: '-source', output_dir: 'out' };
    for (const task of type().tasks.slice(0, 3)) expect(runOne(type(), task, input).exitCode).toBe(0);
    const archive = readFileSync(at('out', 'archive.tar.gz'));
    writeFileSync(at('out', 'archive.tar.gz'), archive.subarray(0, archive.length / 2));
    const task = type().tasks.find((each) => each.name === name);
    expect(runOne(type(), task, input).exitCode).not.toBe(0);
  });
});

describe('access-log-report', () => {
  const line = (request: string, status: number, seconds: string) =>
    `192.0.2.1 - - [16/Mar/2026:00:00:06 +0000] "${request}" ${status} 10 "-" "a \\"b\\" c" ${seconds}\n`;
  const table = (file: string) => readFileSync(at('out', file), 'utf8');

  it('works without any input where the repository is the current folder', () => {
    symlinkSync(join(ROOT, 'process-types'), at('process-types'));
    expect(run('access-log-report', {})).toMatchObject({ exitCode: 0 });
    expect(readFileSync(at('output', 'record-1', 'report.md'), 'utf8')).toContain('- Requests: 10000\n');
  });

  it('counts paths with blanks, bars and queries, and keeps lines that are none', () => {
    const requests = [
      ['/a b|c?x=1', 2],
      ['/a b|c?x=2', 1],
      ['/d', 3],
    ] as const;
    const lines = requests.flatMap(([path, times]) =>
      Array.from({ length: times }, () => line(`GET ${path} HTTP/1.1`, 200, '0.010')),
    );
    writeFileSync(at('log'), `${lines.join('')}${line('', 408, '60.001')}what is this\n`);
    const input = { log_file: 'log', output_dir: 'out', max_rejected_percent: 20 };

    expect(run('access-log-report', input)).toMatchObject({ exitCode: 0 });
    expect(table('top-paths.tsv')).toBe('3\t0\t10\t/a b|c\n3\t0\t10\t/d\n1\t0\t60001\t(not HTTP)\n');
    expect(table('status-codes.tsv')).toBe('200\t6\t85.71\n408\t1\t14.29\n');
    expect(table('slow-requests.tsv')).toBe('60001\t408\t-\t(not HTTP)\n');
    expect(table('rejected.log')).toBe('what is this\n');
    expect(table('report.md')).toContain('| 3 | 0 | 10 | /a b\\|c |');

    expect(run('access-log-report', { ...input, strip_query: false, top: 1, slow_ms: 1e9 })).toMatchObject({
      exitCode: 0,
    });
    expect(table('top-paths.tsv')).toBe('3\t0\t10\t/d\n');
    expect(table('slow-requests.tsv')).toBe('');
  });

  it.each([
    ['a missing log', 'nowhere', 2, 'log_file is no readable file: nowhere'],
    ['an empty log', 'empty', 3, 'the log is empty'],
    ['a file that is no log', 'other', 3, '2 lines read, 2 rejected\nfirst\nsecond'],
  ])('refuses %s', (_, log_file, exitCode, message) => {
    writeFileSync(at('empty'), '');
    writeFileSync(at('other'), 'first\nsecond\n');
    expect(run('access-log-report', { log_file })).toMatchObject({
      exitCode,
      output: expect.stringContaining(message),
    });
  });

  it('ships the log that its script makes: 10,000 lines, less than 2 MB', () => {
    const made = execFileSync(process.execPath, [join(ROOT, 'scripts/generate-access-log.mjs')], {
      maxBuffer: 4 * 1024 * 1024,
    });
    const shipped = readFileSync(join(ROOT, 'process-types/samples/access.log'));
    expect(shipped.equals(made)).toBe(true);
    expect(shipped.toString().split('\n')).toHaveLength(10_001);
    expect(shipped.length).toBeLessThan(2_000_000);
  });
});

describe('git-release', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', at('repo'), '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      stdio: 'pipe',
    });
  const commit = (files: Record<string, string>) => {
    mkdirSync(at('repo'), { recursive: true });
    git('init', '-q', '-b', 'main');
    for (const [file, content] of Object.entries(files)) writeFileSync(at('repo', file), content);
    git('add', '.');
    git('commit', '-q', '-m', 'one');
  };
  const input = (more: object = {}) => ({ repository: 'repo', output_dir: 'out', ...more });

  it('takes a branch, a commit and the default branch, and finds the tests of a Makefile', () => {
    commit({ Makefile: 'test:\n\t@echo made the tests\n' });
    git('branch', 'feature/x');
    const id = git('rev-parse', 'HEAD').toString().trim();
    for (const more of [{}, { ref: 'feature/x' }, { ref: id }, { ref: id.slice(0, 10) }]) {
      expect(run('git-release', input(more))).toMatchObject({
        failed: null,
        output: expect.stringContaining('made the tests'),
      });
      expect(readFileSync(at('out', 'release.txt'), 'utf8')).toContain(`commit  ${id}\n`);
    }
  });

  it.each([
    ['an unknown ref', { ref: 'nowhere' }, 2, 'has no branch, tag or commit nowhere', 'clone'],
    ['an option as ref', { ref: '--all' }, 2, 'ref must name a branch', 'clone'],
    ['a missing repository', { repository: './nowhere' }, 128, 'nowhere', 'clone'],
    ['an option as repository', { repository: '--upload-pack=touch pwned' }, 128, 'pwned', 'clone'],
    ['failing tests', { test_script: 'fail.sh' }, 7, 'expected 1, got 2', 'test'],
    ['a missing test script', { test_script: 'nowhere.sh' }, expect.any(Number), 'nowhere.sh', 'test'],
    ['a repository without tests', {}, 2, 'no tests found', 'test'],
  ])('fails with %s', (_, more, exitCode, message, task) => {
    commit({ 'fail.sh': 'echo expected 1, got 2\nexit 7\n' });
    const outcome = run('git-release', input(more));
    expect(outcome).toEqual({ exitCode, output: expect.stringContaining(message), failed: task });
    expect(existsSync(at('pwned'))).toBe(false);
    expect(existsSync(at('out', 'release.txt'))).toBe(false);
  });
});
