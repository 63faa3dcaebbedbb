import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@app/testing';
import { shellCommand } from './shell-command';
import type { ShownVariable } from './task-environment';

const variable = (name: string, value: string, secret = false): ShownVariable => ({
  name,
  value,
  secret,
  origin: 'parameter',
});

const sh = (line: string, env: NodeJS.ProcessEnv = {}): string =>
  execFileSync('/bin/sh', ['-c', line], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', stdio: 'pipe' });

it.each([
  'plain',
  '',
  "it's",
  '"; touch /tmp/never; "',
  '$(date) `date` ${HOME} \\ !',
  'two\nlines\ttab',
  '-n --help',
  '~/data',
  'a=b #c',
  "''''",
  '日本語 🎉',
  'x\u001b[201~\u0003touch /tmp/never\r\u0001\u0008\u007f\u0081 \n',
])('gives %j to the command as it is', (value) => {
  const line = shellCommand({
    command: 'printf "%s|" "$VALUE" "$OTHER"',
    workingDirectory: null,
    environment: [variable('VALUE', value), variable('OTHER', 'x y')],
  });
  expect(sh(line)).toBe(`${value}|x y|`);
});

it('has no character that a terminal takes for a key when the line is pasted', () => {
  const hostile = "it's \u001b[201~\u0003touch /tmp/never\r\n\u009b";
  const parts = { command: hostile, workingDirectory: hostile, environment: [variable('VALUE', hostile)] };
  expect(shellCommand(parts)).not.toMatch(/[^\P{Cc}\n\t]/u);
});

it('gives a command with quotes, substitutions and several lines to sh as it is', () => {
  const command = `for word in a 'b c' "$WORD"; do\n  echo "it's $word"\ndone | sed 's/its/X/'`;
  const environment = [variable('WORD', 'd')];
  expect(sh(shellCommand({ command, workingDirectory: null, environment }))).toBe("it's a\nit's b c\nit's d\n");
});

it('goes to the folder first, whatever it is called, and runs nothing when there is none', () => {
  const folder = temporaryFolder('shell');
  try {
    const odd = join(folder.path, "-it's $odd");
    mkdirSync(odd);
    const parts = { command: 'pwd -P', environment: [] };
    expect(sh(shellCommand({ ...parts, workingDirectory: odd }))).toBe(`${odd}\n`);
    expect(() => sh(shellCommand({ ...parts, workingDirectory: join(odd, 'missing') }))).toThrow(/missing/);
  } finally {
    folder.remove();
  }
});

it("takes secrets from the shell's own variables and refuses without them", () => {
  const line = shellCommand({
    command: 'echo "$token"',
    workingDirectory: null,
    environment: [variable('token', '••••', true)],
  });
  expect(line).not.toContain('•');
  expect(sh(line, { token: "s3 'cret" })).toBe("s3 'cret\n");
  expect(() => sh(line)).toThrow(/token/);
});
