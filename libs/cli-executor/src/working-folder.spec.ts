import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../test/commands';
import { hostModes, type TestedExecutor } from '../test/host-modes';
import { PosixCommandExecutor } from './posix-command-executor';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'roots-')));
const at = (...names: string[]) => join(place, ...names);
afterAll(() => rmSync(place, { recursive: true }));

for (const name of ['allowed/below', 'allowed-too', 'other/below', 'new\nline'])
  mkdirSync(at(name), { recursive: true });
symlinkSync(at('other'), at('allowed/out'));
symlinkSync(at('allowed/below'), at('other/in'));
symlinkSync(at('allowed'), at('link-to-allowed'));
mkdirSync(at('allowed\n'));

const OUTSIDE = `is in none of the folders that ALLOWED_ROOTS names: ${at('allowed')}, ${at('new\nline')}`;

describe.each(hostModes().filter(({ user }) => user === null))('$title', (mode) => {
  let executor: TestedExecutor;
  beforeAll(async () => {
    executor = await mode.start({ allowedRoots: [at('link-to-allowed'), at('new\nline')] });
  });
  afterAll(() => executor.close());

  const run = async (workingDirectory: string | null) => {
    const { end, output } = await runCommand(executor, '/bin/pwd -P; echo "${here-}"', { workingDirectory });
    return end.kind === 'not-started' ? end.reason : output;
  };

  it.each([
    ['a root', at('allowed'), at('allowed')],
    ['what is below it', at('allowed/below'), at('allowed/below')],
    ['a link into it', at('other/in'), at('allowed/below')],
    ['a root whose name has a line end', at('new\nline'), at('new\nline')],
    ['a relative path, from the first root', 'below', at('allowed/below')],
    ['no folder: the first root', null, at('allowed')],
  ])('starts in %s', async (_, folder, real) => {
    expect(await run(folder)).toBe(`${real}\n\n`);
  });

  it.each([
    ['another folder', at('other/below'), ''],
    ['one whose name only begins like a root', at('allowed-too'), ''],
    ['a root and a line end', at('allowed\n'), ''],
    ['a link out of it', at('allowed/out/below'), ` (in fact "${at('other/below')}")`],
    ['the folder above', at('allowed/..'), ''],
    ['the file system', '/', ''],
  ])('refuses %s, naming it and the roots', async (_, folder, inFact) => {
    const named = folder === at('allowed/..') ? place : folder;
    expect(await run(folder)).toBe(`the working directory ${JSON.stringify(named)}${inFact} ${OUTSIDE}`);
  });

  it('never starts outside while a link is exchanged all the time', async () => {
    const switching = at(`allowed/switching-${mode.isolation}-${mode.slotProgram.replaceAll('/', '-')}`);
    const draft = `${switching}.draft`;
    symlinkSync(at('allowed/below'), switching);
    let inside = true;
    const timer = setInterval(() => {
      inside = !inside;
      symlinkSync(inside ? at('allowed/below') : at('other/below'), draft);
      renameSync(draft, switching);
    }, 1);
    try {
      const seen = new Set<string>();
      for (let round = 0; round < 40; round++) seen.add((await run(switching)).split('\n')[0] ?? '');
      const refused = [...seen].filter((line) => line !== at('allowed/below'));
      for (const line of refused) expect(line).toContain(OUTSIDE.split('\n')[0]);
    } finally {
      clearInterval(timer);
    }
  });
});

it('does not start with a root that is none', async () => {
  const start = (root: string) =>
    new PosixCommandExecutor({ concurrency: 1, killGraceMs: 0, allowedRoots: [root] }).start();
  await expect(start(at('missing'))).rejects.toThrow(/missing cannot be used: ENOENT/);
  await expect(start('/etc/passwd')).rejects.toThrow('/etc/passwd is not a directory');
});
