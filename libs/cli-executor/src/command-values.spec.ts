import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byHand } from '../test/by-hand';
import { runCommand } from '../test/commands';
import { hostModes, type TestedExecutor } from '../test/host-modes';
import { environmentBase } from './executor-options';

/** File that every attempt to inject tries to make. */
const CANARY = join(tmpdir(), `canary-${process.pid}`);

const VALUES = [
  '',
  ' ',
  'plain',
  'two words',
  "it's",
  "'",
  "''",
  "'\\''",
  '"',
  '\\',
  '\\\\',
  "\\'",
  '\n',
  '\n\n',
  'trailing newlines\n\n\n',
  '\r\n\t\u0001\u0007\u001b[0m\u007f',
  `$(touch ${CANARY})`,
  `\`touch ${CANARY}\``,
  `'; touch ${CANARY}; '`,
  `"; touch ${CANARY}; "`,
  `\n touch ${CANARY}\n`,
  `}\ntouch ${CANARY}\n{`,
  `' </dev/null; touch ${CANARY}; echo '`,
  `$\{x:-$(touch ${CANARY})}`,
  `$((\`touch ${CANARY}\`))`,
  `<(touch ${CANARY})`,
  `| touch ${CANARY} &`,
  `; touch ${CANARY} #`,
  `$HOME $\{HOME} $$ $? $! $0 $@`,
  '~ * ? [a-z] {1..3} !!',
  '-n',
  '--',
  '-e \\0101',
  'EOF\nEOF',
  'ü€𝄞 \u0081\u0088\u00ff \ufeff',
  '名前',
  '%s%n%d',
  '@/etc/passwd',
  '-rf /',
  '={{ 7*7 }} {{7*7}} $${{ 7*7 }} <%= 7*7 %>',
  'x'.repeat(100_000),
  "'".repeat(60_000),
  '\n'.repeat(60_000),
];

/** Names that mean something to some shell or program, or are no names to a shell at all. */
const NAMES = [
  'input_file',
  'run',
  'code',
  'group',
  'file',
  'go',
  'x',
  '_',
  '_x',
  'UID',
  'EUID',
  'PPID',
  'RANDOM',
  'SECONDS',
  'LINENO',
  'IFS',
  'OPTARG',
  'PS1',
  'PS4',
  'ENV',
  'BASH_ENV',
  'BASHOPTS',
  'SHELLOPTS',
  'POSIXLY_CORRECT',
  'FUNCNAME',
  'BASH_FUNC_echo%%',
  'HISTFILE',
  'histchars',
  'auto_resume',
  'SHLVL',
  'PWD',
  'OLDPWD',
  'CDPATH',
  'LC_ALL',
  'LANG',
  'TZ',
  'HOME',
  'TMPDIR',
  'TASK_ID',
  'a.b',
  'a-b',
  'a b',
  "a'b",
  '-i',
  '--help',
  '$(touch x)',
  'é',
  '1',
];

describe.each(hostModes())('$title', (mode) => {
  let executor: TestedExecutor;
  let folder: string;
  beforeAll(async () => {
    executor = await mode.start();
    folder = mkdtempSync(join(tmpdir(), 'values-'));
    chmodSync(folder, 0o777);
  });
  afterAll(async () => {
    await executor.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    expect(existsSync(CANARY)).toBe(false);
  });

  it.each(VALUES.map((value) => [JSON.stringify(value).slice(0, 60), value]))('passes %s', async (_title, value) => {
    const expected = Buffer.from(value).toString('latin1');
    const environments: Record<string, string>[] = [
      { input_file: value },
      { input_file: value, 'no.identifier': value },
    ];
    for (const environment of environments) {
      const { output } = await runCommand(executor, 'printf "%s" "$input_file"', { environment });
      expect(output).toBe(expected);
    }
  });

  it.each(NAMES)('passes the variable %j and nothing more', async (name) => {
    const base = environmentBase({ HOME: '/root' });
    const command = "tr '\\0' '\\n' </proc/self/environ | sort; tr '\\0' '\\n' </proc/$$/environ | sort";
    const value = `value of ${name}`;
    const { output } = await runCommand(executor, command, { environment: { [name]: value } });
    const reference = await byHand(command, { ...base, [name]: value }, '/', mode.user);
    expect(output).toBe(reference.output);
    expect(output).toContain(Buffer.from(`${name}=${value}\n`).toString('latin1'));
  });

  it('finds programs in the PATH that a command is given', async () => {
    const tool = join(folder, 'tool-of-mine');
    writeFileSync(tool, '#!/bin/sh\necho mine\n', { mode: 0o755 });
    const { output } = await runCommand(executor, 'tool-of-mine', { environment: { PATH: folder } });
    expect(output).toBe('mine\n');
  });

  it.each([
    'plain',
    'with blank',
    "it's",
    '$(touch x)',
    '-',
    '--',
    '-P',
    '~',
    '*',
    'new\nline',
    'end\n',
    'ü€𝄞',
    '\\',
    'a"b',
  ])('runs in the folder %j', async (name) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    const { end, output } = await runCommand(executor, 'pwd', { workingDirectory: path });
    expect({ end, output }).toEqual({
      end: { kind: 'exited', exitCode: 0 },
      output: `${Buffer.from(path).toString('latin1')}\n`,
    });
  });

  it('says why a command cannot run in a folder', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const missing = join(folder, 'missing');
    const reasonOf = async (workingDirectory: string) => {
      const { end } = await runCommand(executor, 'echo never', { workingDirectory });
      return end.kind === 'not-started' ? end.reason : end;
    };
    expect(await reasonOf(missing)).toBe(`the working directory "${missing}" does not exist`);
    expect(await reasonOf(file)).toBe(`the working directory "${file}" is not a directory`);
    expect(await reasonOf(`${file}/below`)).toBe(`the working directory "${file}/below" is not a directory`);
    expect(await reasonOf('/tmp\0x')).toBe('the working directory contains a NUL byte');
    if (mode.user !== null) {
      const locked = join(folder, 'locked');
      mkdirSync(locked, { mode: 0o700, recursive: true });
      expect(await reasonOf(locked)).toBe(`the working directory "${locked}" is not accessible: permission denied`);
    }
  });

  it('says why a command or its environment cannot be passed on', async () => {
    const reasonOf = async (command: string, environment: Record<string, string> = {}) => {
      const { end } = await runCommand(executor, command, { environment });
      return end.kind === 'not-started' ? end.reason : end;
    };
    expect(await reasonOf('echo \0')).toBe('the command contains a NUL byte');
    expect(await reasonOf(':', { x: 'a\0b' })).toBe('the environment variable "x" contains a NUL byte');
    expect(await reasonOf(':', { '': 'a' })).toBe('the environment variable name "" is not possible');
    expect(await reasonOf(':', { 'a=b': 'a' })).toBe('the environment variable name "a=b" is not possible');
    expect(await reasonOf(':', { x: 'x'.repeat(131_070) })).toMatch(
      /^the environment variable "x" is too long: 131072/,
    );
    expect(await reasonOf(':', { x: 'x'.repeat(131_069) })).toEqual({ kind: 'exited', exitCode: 0 });
    expect(await reasonOf(`echo ${'x'.repeat(7_000_000)}`)).toMatch(/^the command and its environment are too long/);
  });

  it('runs commands up to what the host passes on', async () => {
    const words = `${'𝄞ü'.repeat(150_000)}`;
    const { end, output } = await runCommand(executor, `x='${words}'; printf %s "$x" | wc -c`);
    expect({ end, output }).toEqual({ end: { kind: 'exited', exitCode: 0 }, output: `${words.length * 2}\n` });
  });
});
