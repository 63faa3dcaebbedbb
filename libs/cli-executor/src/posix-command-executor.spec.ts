import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, specOf, started } from '../test/commands';
import { PosixCommandExecutor } from './posix-command-executor';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'executor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('takes the strongest mode that the host allows and says why not a stronger one', async () => {
  // A host without unshare(1) and setpriv(1).
  const bare = new PosixCommandExecutor({ concurrency: 1, killGraceMs: 100, environment: { PATH: folder } });
  for (const program of ['mkfifo', 'sleep', 'rm', 'grep', 'timeout', 'dd']) {
    writeFileSync(join(folder, program), `#!/bin/sh\nPATH=/usr/bin:/bin exec ${program} "$@"\n`, { mode: 0o755 });
  }
  await bare.start();
  expect(bare.isolation).toBe('process-group');
  expect(bare.refusals).toEqual([expect.stringMatching(/^(user-)?pid-namespace: .*setpriv/)]);
  expect((await runCommand(bare, 'echo hi')).output).toBe('hi\n');
  await bare.close();
});

it('refuses a mode that the host does not allow, and leaves nothing behind', async () => {
  const forced = new PosixCommandExecutor({
    concurrency: 1,
    killGraceMs: 100,
    isolation: 'pid-namespace',
    environment: { PATH: '/nonexistent-folder' },
    runtimeDirectory: folder,
  });
  await expect(forced.start()).rejects.toThrow(
    /^'pid-namespace' is not available on this host \(pid-namespace: .*setpriv/,
  );
  expect(readdirSync(folder)).toEqual([]);
  const job = new PosixCommandExecutor({ concurrency: 1, killGraceMs: 100, isolation: 'job' });
  await expect(job.start()).rejects.toThrow('the isolation mode "job" exists on Windows only');
});

it('is of no use before its start', async () => {
  const executor = new PosixCommandExecutor({ concurrency: 1, killGraceMs: 100 });
  expect(() => executor.isolation).toThrow('the executor has not been started');
  expect((await runCommand(executor, ':')).end).toEqual({
    kind: 'not-started',
    reason: 'the executor has not been started',
  });
  await executor.close();
});

it('calls commands lost that run when it is closed, and removes its files', async () => {
  const executor = new PosixCommandExecutor({ concurrency: 2, killGraceMs: 100, runtimeDirectory: folder });
  await executor.start();
  const { spec, output } = specOf('echo up; exec sleep 1000');
  const command = executor.run(spec);
  await started(output, 'up');
  await Promise.all([executor.close(), executor.close()]);
  expect(await command.end).toEqual({ kind: 'lost', reason: 'the executor was closed' });
  expect(readdirSync(folder)).toEqual([]);
  expect((await runCommand(executor, ':')).end).toEqual({ kind: 'not-started', reason: 'the executor is closed' });
});

it('runs more commands than it has slots one after the other', async () => {
  const executor = new PosixCommandExecutor({ concurrency: 3, killGraceMs: 100, runtimeDirectory: folder });
  await executor.start();
  const running = join(folder, 'running');
  const command = `mkdir -p ${running}; touch ${running}/$TASK_ID; ls ${running} | wc -l; sleep 0.02; rm ${running}/$TASK_ID`;
  const results = await Promise.all(
    Array.from({ length: 30 }, (_, index) => runCommand(executor, command, { environment: { TASK_ID: `t${index}` } })),
  );
  expect(results.every(({ end }) => end.kind === 'exited' && end.exitCode === 0)).toBe(true);
  expect(Math.max(...results.map(({ output }) => Number(output)))).toBeLessThanOrEqual(3);
  expect(existsSync(join(folder, 'running'))).toBe(true);
  await executor.close();
});

it('tells the start of a command before it can have had any effect', async () => {
  const executor = new PosixCommandExecutor({ concurrency: 1, killGraceMs: 100 });
  await executor.start();
  const file = join(folder, 'effect');
  const seen: boolean[] = [];
  const onStarted = () => void seen.push(existsSync(file));
  await runCommand(executor, `touch ${file}`, { onStarted });
  await runCommand(executor, 'echo \0', { onStarted });
  expect(seen).toEqual([false]);
  await executor.close();
});
