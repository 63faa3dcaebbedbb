import { runCommand, specOf, started } from '../test/commands';
import { hostModes, type TestedExecutor } from '../test/host-modes';
import { QUIET_DEATHS } from '../test/odd-commands';

const GRACE_MS = 1_000;

describe.each(hostModes())('$title', (mode) => {
  let executor: TestedExecutor;
  beforeAll(async () => {
    executor = await mode.start({ killGraceMs: GRACE_MS, concurrency: 4 });
  });
  afterAll(async () => {
    await executor.close();
  });

  /** With an executor that waits longer for a missed process to end by itself than a test may take. */
  async function withPatience(test: (patient: TestedExecutor) => Promise<void>): Promise<void> {
    const patient = await mode.start({ killGraceMs: 600_000 });
    try {
      await test(patient);
    } finally {
      await patient.close();
    }
  }

  const runAll = (commands: string[]) => Promise.all(commands.map((command) => runCommand(executor, command)));

  it('tells every exit status', async () => {
    const codes = Array.from({ length: 256 }, (_, code) => code);
    const ends = (await runAll(codes.map((code) => `exit ${code}`))).map(({ end }) => end);
    expect(ends).toEqual(codes.map((exitCode) => ({ kind: 'exited', exitCode })));
  });

  it('tells death by a signal from an exit status', async () => {
    const signals = [
      'HUP',
      'QUIT',
      'ILL',
      'TRAP',
      'ABRT',
      'BUS',
      'FPE',
      'KILL',
      'USR1',
      'SEGV',
      'USR2',
      'ALRM',
      'TERM',
    ];
    const more = ['XCPU', 'XFSZ', 'VTALRM', 'PROF', 'SYS'];
    const results = await runAll([...signals, ...more].map((name) => `ulimit -c 0; kill -${name} $$`));
    expect(results.map(({ end }) => end)).toEqual(
      [...signals, ...more].map((name) => ({ kind: 'signaled', signal: `SIG${name}` })),
    );
    const { end } = await runCommand(executor, 'kill -40 $$');
    expect(end).toEqual({ kind: 'signaled', signal: 'SIGRTMIN+6' });
  });

  it('tells death by SIGINT and SIGPIPE as far as the shell of the slot does', async () => {
    const ends = (await runAll(QUIET_DEATHS)).map(({ end }) => end);
    expect(ends).toEqual(
      mode.tellsAllSignals
        ? [
            { kind: 'signaled', signal: 'SIGINT' },
            { kind: 'signaled', signal: 'SIGPIPE' },
          ]
        : [
            { kind: 'exited', exitCode: 130 },
            { kind: 'exited', exitCode: 141 },
          ],
    );
  });

  it('says how a command ended that took SIGTERM for its time limit', async () => {
    const plain = await runCommand(executor, 'sleep 1000; echo unreachable', { timeoutMs: 50 });
    expect(plain).toEqual({ end: { kind: 'timed-out', exitCode: null, signal: 'SIGTERM' }, output: '' });
    const tidy = await runCommand(executor, 'trap "echo tidied; exit 7" TERM; sleep 1000 & wait', {
      timeoutMs: 1_000,
    });
    expect(tidy).toEqual({ end: { kind: 'timed-out', exitCode: 7, signal: null }, output: 'tidied\n' });
  });

  it('lets no next step run when a step is stopped', async () => {
    for (const step of ['sleep 1000; echo next', '(sleep 1000); echo next', 'sleep 1000 | sleep 1000; echo next']) {
      const { spec, output } = specOf(`echo up; ${step}`);
      const command = executor.run(spec);
      await started(output, 'up');
      command.stop();
      await command.end;
      expect(output()).not.toContain('next');
    }
  });

  it('gives children of an ended shell the grace to tidy up, with what they start for it', async () => {
    const tidy = 'trap "sleep 0.3 && echo tidied; exit" TERM; echo up; while :; do sleep 0.01; done';
    const { spec, output } = specOf(`sh -c '${tidy}'; :`);
    await withPatience(async (patient) => {
      const command = patient.run(spec);
      await started(output, 'up');
      command.stop();
      expect(await command.end).toEqual({ kind: 'stopped', exitCode: null, signal: 'SIGTERM' });
    });
    expect(output()).toMatch(/tidied\n$/);
  });

  it('reaches with SIGTERM what a shell is just starting', async () => {
    await withPatience(async (patient) => {
      for (let index = 0; index < 20; index++) {
        const command = patient.run(specOf('sleep 1000; :').spec);
        setTimeout(() => command.stop(), index * 0.5);
        expect(await command.end).toMatchObject({ kind: 'stopped', exitCode: null });
      }
    });
  });

  it('kills after the grace what ignores SIGTERM, and runs the next command', async () => {
    const { spec, output } = specOf('trap "" TERM; echo deaf; while :; do sleep 1; done');
    const command = executor.run(spec);
    await started(output, 'deaf');
    const began = performance.now();
    command.stop();
    command.stop();
    expect(await command.end).toEqual({ kind: 'stopped', exitCode: null, signal: 'SIGKILL' });
    expect(performance.now() - began).toBeGreaterThan(GRACE_MS * 0.9);
    expect(await runCommand(executor, 'echo next')).toEqual({
      end: { kind: 'exited', exitCode: 0 },
      output: 'next\n',
    });
  });

  it('kills at once when told so', async () => {
    const { spec, output } = specOf('trap "" TERM; echo deaf; while :; do sleep 1; done');
    await withPatience(async (patient) => {
      const command = patient.run(spec);
      await started(output, 'deaf');
      command.kill();
      expect(await command.end).toEqual({ kind: 'stopped', exitCode: null, signal: 'SIGKILL' });
    });
  });

  it('ends a command that has stopped itself', async () => {
    const { spec, output } = specOf('echo going; kill -STOP $$; echo unreachable', { timeoutMs: 1_000 });
    expect(await executor.run(spec).end).toEqual({ kind: 'timed-out', exitCode: null, signal: 'SIGTERM' });
    expect(output()).toBe('going\n');
  });

  it.each([5, 137])('waits for a command that is stopped and continued, to its exit status %d', async (exitCode) => {
    const { end, output } = await runCommand(
      executor,
      `(until grep -q '^State:.T' /proc/$$/status; do sleep 0.05; done; kill -CONT $$) & kill -STOP $$; echo on; exit ${exitCode}`,
    );
    expect({ end, output }).toEqual({ end: { kind: 'exited', exitCode }, output: 'on\n' });
  });

  it('has one end, whatever races', async () => {
    // The stop lands before the start, in the middle and after the end of commands that take a few milliseconds.
    const delays = Array.from({ length: 60 }, (_, index) => (index % 20) * 0.5);
    const kinds = await Promise.all(
      delays.map(async (delayMs) => {
        const command = executor.run(specOf(':').spec);
        if (delayMs === 0) command.stop();
        else setTimeout(() => command.stop(), delayMs);
        const end = await command.end;
        command.stop();
        command.kill();
        return end.kind;
      }),
    );
    expect(kinds.every((kind) => kind === 'stopped' || kind === 'exited')).toBe(true);
    const { end } = await runCommand(executor, 'exit 6');
    expect(end).toEqual({ kind: 'exited', exitCode: 6 });
  });

  it('gives commands that run at once process ids of their own', async () => {
    // Scripts make names of files in shared folders from them.
    const runs = await runAll(Array.from({ length: 4 }, () => 'echo $$; sleep 0.2'));
    expect(new Set(runs.map(({ output }) => output)).size).toBe(4);
  });

  it('never starts a command that was stopped before', async () => {
    const busy = Array.from({ length: 4 }, () => executor.run(specOf('sleep 1000').spec));
    const { spec, output } = specOf('echo ran');
    const waiting = executor.run(spec);
    waiting.stop();
    expect(await waiting.end).toEqual({ kind: 'stopped', exitCode: null, signal: null });
    for (const command of busy) command.kill();
    await Promise.all(busy.map((command) => command.end));
    await runCommand(executor, ':');
    expect(output()).toBe('');
  });

  it('ends a command that stops or kills its parent', async () => {
    const stopped = executor.run(specOf('kill -STOP $PPID; echo up; exec sleep 1000').spec);
    setTimeout(() => stopped.kill(), 200);
    expect(await stopped.end).toMatchObject({ kind: 'stopped' });
    const { end } = await runCommand(executor, 'kill -KILL $PPID; exec sleep 0.2');
    if (mode.isolation === 'process-group') expect(end).toMatchObject({ kind: 'lost' });
    else expect(end).toEqual({ kind: 'exited', exitCode: 0 });
    expect(await runCommand(executor, 'echo next')).toMatchObject({ output: 'next\n' });
  });

  it('lets a background child not hold up the end', async () => {
    const began = performance.now();
    const { end, output } = await runCommand(executor, 'sleep 1000 & (setsid sleep 1000 &) ; echo over; exit 2', {
      environment: { TASK_ID: 'background', TASK_ATTEMPT: '1' },
    });
    expect({ end, output }).toEqual({ end: { kind: 'exited', exitCode: 2 }, output: 'over\n' });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('takes time limits that are longer than a timer of Node', async () => {
    const { end } = await runCommand(executor, 'sleep 0.2', { timeoutMs: 2 ** 31 + 1_000 });
    expect(end).toEqual({ kind: 'exited', exitCode: 0 });
  });
});
