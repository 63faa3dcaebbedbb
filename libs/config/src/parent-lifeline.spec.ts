import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';

const PARENT = `
const { fork } = require('node:child_process');
const child = fork('./child.js', { detached: true, stdio: ['ignore', 1, 2, 'ipc'] });
`;
const CHILD = `
const { onParentGone } = require('./parent-lifeline.js');
const alive = setInterval(() => {}, 60000);
onParentGone(() => { console.log('parent gone'); clearInterval(alive); });
console.log('ready');
`;

let folder: string;
const started: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifeline-'));
  const { code } = transformFileSync(join(__dirname, 'parent-lifeline.ts'), {
    jsc: { parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  writeFileSync(join(folder, 'parent-lifeline.js'), code);
  writeFileSync(join(folder, 'parent.js'), PARENT);
  writeFileSync(join(folder, 'child.js'), CHILD);
});

afterAll(() => {
  for (const process of started) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function run(script: string): { process: ChildProcess; line: () => Promise<string> } {
  const child = spawn(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return { process: child, line: async () => String((await once(child.stdout, 'data'))[0]).trim() };
}

it('tells a child that its parent was killed', async () => {
  const parent = run('parent.js');
  expect(await parent.line()).toBe('ready');
  parent.process.kill('SIGKILL');
  expect(await parent.line()).toBe('parent gone');
});

it('does nothing in a process that has no launcher', async () => {
  const alone = run('child.js');
  expect(await alone.line()).toBe('ready');
  expect(alone.process.exitCode).toBeNull();
});
