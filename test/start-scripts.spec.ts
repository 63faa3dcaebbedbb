import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@app/testing';

const run = promisify(execFile);
const folders: { remove(): void }[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** A clone that has nothing but the scripts and a lock file; `npm` is a stub that notes how it is called. */
function clone(): { path: string; run: (code: string) => Promise<string>; npmCalls: () => string[] } {
  const folder = temporaryFolder('scripts');
  folders.push(folder);
  const file = (name: string) => join(folder.path, name);
  cpSync(join(__dirname, '../scripts'), file('scripts'), { recursive: true });
  writeFileSync(file('package-lock.json'), lockFile('1.0.0'));
  writeFileSync(file('calls'), '');
  writeFileSync(
    file('npm-stub.js'),
    `const { appendFileSync, mkdirSync } = require('node:fs');
     appendFileSync(${JSON.stringify(file('calls'))}, process.argv.slice(2).join(' ') + '\\n');
     mkdirSync('node_modules', { recursive: true });`,
  );
  return {
    path: folder.path,
    run: async (code) => {
      const options = { cwd: folder.path, env: { PATH: process.env.PATH, npm_execpath: file('npm-stub.js') } };
      return (await run(process.execPath, ['--input-type=module', '--eval', code], options)).stdout;
    },
    npmCalls: () => readFileSync(file('calls'), 'utf8').split('\n').filter(Boolean),
  };
}

const lockFile = (version: string) =>
  JSON.stringify({
    packages: {
      '': { name: 'clone' },
      'node_modules/needed': { version },
      'node_modules/for-building': { version: '1.0.0', dev: true },
      'node_modules/for-another-system': { version: '1.0.0', optional: true },
    },
  });

const INSTALL = `import { ensureDependencies } from './scripts/steps/install.mjs'; await ensureDependencies();`;
const INSTALL_TO_RUN = INSTALL.replace('()', '({ toBuild: false })');

/** As npm notes it in node_modules. */
function noteInstalled(path: string, packages: Readonly<Record<string, string>>): void {
  const noted = Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version }]);
  mkdirSync(join(path, 'node_modules'), { recursive: true });
  writeFileSync(join(path, 'node_modules/.package-lock.json'), JSON.stringify({ packages: Object.fromEntries(noted) }));
}

describe('the dependencies', () => {
  it('are installed when they are missing, and not again', async () => {
    const { run, npmCalls } = clone();
    expect(await run(INSTALL)).toMatch(/^Installing dependencies: \d+\.\d s\n$/);
    expect(await run(INSTALL)).toBe('');
    expect(npmCalls()).toEqual(['ci --include=dev --include=optional --no-audit --no-fund --loglevel=error']);
  });

  it('are installed again when the lock file has changed', async () => {
    const { path, run, npmCalls } = clone();
    await run(INSTALL);
    writeFileSync(join(path, 'package-lock.json'), lockFile('1.0.1'));
    await run(INSTALL);
    expect(npmCalls()).toHaveLength(2);
  });

  it.each([
    ['1.0.0', 0],
    ['0.9.0', 1],
  ])('that somebody installed by hand in version %s are %s times installed again', async (version, times) => {
    const { path, run, npmCalls } = clone();
    noteInstalled(path, { needed: version, 'for-building': '1.0.0' });
    await run(INSTALL);
    expect(npmCalls()).toHaveLength(times);
  });

  it('that are for building only are not needed by what is built, and installed before the next build', async () => {
    const { path, run, npmCalls } = clone();
    await run(INSTALL_TO_RUN);
    await run(INSTALL_TO_RUN);
    expect(npmCalls()).toEqual(['ci --omit=dev --include=optional --no-audit --no-fund --loglevel=error']);
    noteInstalled(path, { needed: '1.0.0' });
    await run(INSTALL_TO_RUN);
    expect(npmCalls()).toHaveLength(1);
    await run(INSTALL);
    expect(npmCalls()).toHaveLength(2);
    await run(INSTALL_TO_RUN);
    expect(npmCalls()).toHaveLength(2);
  });

  it('are looked at again after npm was run by hand', async () => {
    const { path, run, npmCalls } = clone();
    await run(INSTALL);
    noteInstalled(path, { needed: '1.0.0' });
    const installedAt = statSync(join(path, 'node_modules/.stamp')).mtimeMs / 1000 + 1;
    utimesSync(join(path, 'node_modules/.package-lock.json'), installedAt, installedAt);
    await run(INSTALL_TO_RUN);
    expect(npmCalls()).toHaveLength(1);
    await run(INSTALL);
    expect(npmCalls()).toHaveLength(2);
  });

  it('behind a link are left alone', async () => {
    const { path, run, npmCalls } = clone();
    mkdirSync(join(path, 'elsewhere'));
    symlinkSync('elsewhere', join(path, 'node_modules'));
    await run(INSTALL);
    expect(npmCalls()).toEqual([]);
  });
});

describe('the build lock', () => {
  const work = (name: string) => `
    import { appendFileSync } from 'node:fs';
    import { withBuildLock } from './scripts/steps/lock.mjs';
    await withBuildLock(async () => {
      appendFileSync('journal', 'begin ${name}\\n');
      await new Promise((resolve) => setTimeout(resolve, 50));
      appendFileSync('journal', 'end ${name}\\n');
    });`;

  it('lets one process at a time build', async () => {
    const { path, run } = clone();
    await Promise.all(['a', 'b', 'c'].map((name) => run(work(name))));
    const journal = readFileSync(join(path, 'journal'), 'utf8').trim().split('\n');
    expect(journal).toHaveLength(6);
    for (let index = 0; index < 6; index += 2) {
      expect(journal[index + 1]).toBe(journal[index]?.replace('begin', 'end'));
    }
  });

  it('of a process that was killed does not count', async () => {
    const { path, run } = clone();
    const killed = run(`
      import { withBuildLock } from './scripts/steps/lock.mjs';
      await withBuildLock(() => process.kill(process.pid, 'SIGKILL'));`);
    await expect(killed).rejects.toMatchObject({ signal: 'SIGKILL' });
    await run(work('next'));
    expect(readFileSync(join(path, 'journal'), 'utf8')).toBe('begin next\nend next\n');
  });
});

describe('a Node that is too old', () => {
  it.each([
    ['18.20.4', 1],
    ['20.18.3', 1],
    ['20.19.0', 0],
    ['22.1.0', 0],
  ])('is %s: exit code %s', async (version, code) => {
    const { run } = clone();
    const check = run(`
      import { requireNode } from './scripts/steps/node-version.mjs';
      Object.defineProperty(process.versions, 'node', { value: '${version}' });
      requireNode();`);
    if (code === 0) await check;
    else
      await expect(check).rejects.toMatchObject({
        code,
        stderr: expect.stringMatching(/^Node 20\.19 or newer is needed; this is .*\n$/),
      });
  });
});
