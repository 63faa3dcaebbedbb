import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, specOf, started } from '../../test/commands';
import { WindowsCommandExecutor } from './windows-command-executor';

// Stand-ins for the programs of Windows: they take the same arguments and do the same things.
const CMD = `#!/bin/sh
[ "$1 $2 $3" = "/d /s /c" ] || exit 99
command=\${4#\\"}
exec /bin/sh -c "\${command%\\"}"
`;
const TASKKILL = `#!/bin/sh
[ "$1 $3" = "/PID /T" ] || exit 99
[ "$4" = /F ] && signal=KILL || signal=TERM
children=$(cat "/proc/$2/task/$2/children")
kill -s $signal $2 $children
`;

const describePosix = process.platform === 'linux' ? describe : describe.skip;

describePosix('WindowsCommandExecutor', () => {
  let folder: string;
  let executor: WindowsCommandExecutor;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'windows-'));
    writeFileSync(join(folder, 'cmd.exe'), CMD, { mode: 0o755 });
    writeFileSync(join(folder, 'taskkill.exe'), TASKKILL, { mode: 0o755 });
    executor = new WindowsCommandExecutor({ concurrency: 2, killGraceMs: 200 }, (name) => join(folder, name));
    await executor.start();
  });
  afterAll(async () => {
    await executor.close();
    rmSync(folder, { recursive: true });
  });

  it('runs a command with its variables and tells how it ended', async () => {
    const { end, output } = await runCommand(executor, 'echo "$greeting" there; echo bad >&2; exit 3', {
      environment: { greeting: '"hi"' },
    });
    expect(end).toEqual({ kind: 'exited', exitCode: 3 });
    expect(output).toContain('"hi" there\n');
    expect(output).toContain('bad\n');
  });

  it('says why a command was not started', async () => {
    const reason = 'the working directory "/nonexistent-folder" does not exist';
    expect(await runCommand(executor, 'echo', { workingDirectory: '/nonexistent-folder' })).toEqual({
      end: { kind: 'not-started', reason },
      output: '',
    });
    expect((await runCommand(executor, `echo ${'x'.repeat(33_000)}`)).end).toMatchObject({ kind: 'not-started' });
  });

  it('ends a command with its children on time-out, stop, lost lease and close', async () => {
    const deaf = "trap '' TERM; echo up; while :; do sleep 0.05; done";
    expect((await runCommand(executor, deaf, { timeoutMs: 50 })).end).toMatchObject({ kind: 'timed-out' });
    const begin = async () => {
      const { spec, output } = specOf(deaf);
      const command = executor.run(spec);
      await started(output, 'up');
      return command;
    };
    const stopped = await begin();
    stopped.stop();
    expect(await stopped.end).toMatchObject({ kind: 'stopped' });
    const lost = await begin();
    executor.renewLease(50);
    expect(await lost.end).toEqual({ kind: 'lost', reason: "the worker's lease has run out" });
    expect((await runCommand(executor, 'echo early')).end).toMatchObject({ kind: 'withheld' });
    executor.renewLease(60_000);
    const closed = await begin();
    await executor.close();
    expect(await closed.end).toMatchObject({ kind: 'lost' });
  });

  it('refuses the isolation modes of other systems', async () => {
    const other = new WindowsCommandExecutor({ concurrency: 1, killGraceMs: 1, isolation: 'pid-namespace' });
    await expect(other.start()).rejects.toThrow('the isolation mode "pid-namespace" does not exist on Windows');
  });
});
