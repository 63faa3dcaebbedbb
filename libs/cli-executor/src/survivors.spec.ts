import { existsSync, readFileSync } from 'node:fs';
import type { CommandEnd } from './command-executor';
import { processesWith, runCommand, specOf, started, uniqueSleep, until } from '../test/commands';
import { hostModes } from '../test/host-modes';
import { RemoteExecutor } from '../test/remote-executor';

/** Ways in which a command leaves processes behind; `SLEEP` stands for a sleeper that the test can find. */
const ESCAPES: Record<string, string> = {
  'a background child': 'SLEEP & echo up; ENDING',
  'a background child that ignores signals': 'trap "" TERM HUP INT; SLEEP & echo up; ENDING',
  nohup: 'nohup SLEEP >/dev/null 2>&1 & echo up; ENDING',
  'a session of its own': 'setsid SLEEP & echo up; ENDING',
  'a double fork': '( ( SLEEP & ) & ) ; echo up; ENDING',
  'a daemon: double fork, own session, no output, root folder':
    '(setsid sh -c "cd /; trap \\"\\" TERM HUP; SLEEP & exit" </dev/null >/dev/null 2>&1 &); echo up; ENDING',
  'a fork of a fork of a session': '(setsid sh -c "setsid sh -c \\"(SLEEP &)\\" &" &); echo up; ENDING',
  'a pipeline': 'SLEEP | SLEEP | SLEEP & echo up; ENDING',
  'many of them': 'for i in 1 2 3 4 5 6 7 8 9; do SLEEP & setsid SLEEP & done; echo up; ENDING',
};

let attempts = 0;

/** The environment by which a worker marks its commands. */
function attemptVariables() {
  attempts += 1;
  return { TASK_ID: `survivors-${process.pid}-${attempts}`, TASK_ATTEMPT: '1' };
}

describe.each(hostModes())('$title', (mode) => {
  const start = (options = {}) =>
    RemoteExecutor.start(
      { concurrency: 2, killGraceMs: 200, isolation: mode.isolation, slotProgram: mode.slotProgram, ...options },
      mode.user ?? undefined,
    );
  let executor: RemoteExecutor;
  beforeAll(async () => {
    executor = await start();
  });
  afterAll(async () => {
    await executor.close();
  });

  const begin = async (on: RemoteExecutor, way: string, ending: string) => {
    const seconds = uniqueSleep();
    const text = way.replaceAll('SLEEP', `sleep ${seconds}`).replace('ENDING', ending);
    const { spec, output } = specOf(text, { environment: attemptVariables() });
    const command = on.run(spec);
    await started(output, 'up');
    return { command, seconds };
  };
  const expectNone = (seconds: string) => expect(processesWith(seconds)).toEqual([]);

  describe.each(Object.entries(ESCAPES))('%s', (_title, way) => {
    it('is gone when the command has ended', async () => {
      const { command, seconds } = await begin(executor, way, 'exit 4');
      expect(await command.end).toEqual({ kind: 'exited', exitCode: 4 });
      expectNone(seconds);
    });

    it('is gone when the command was stopped', async () => {
      const { command, seconds } = await begin(executor, way, 'while :; do sleep 1; done');
      await until(() => processesWith(seconds).length > 0, 'no sleeper');
      command.stop();
      expect(await command.end).toMatchObject({ kind: 'stopped' });
      expectNone(seconds);
    });

    it('is gone when the command was killed', async () => {
      const { command, seconds } = await begin(executor, way, 'while :; do sleep 1; done');
      await until(() => processesWith(seconds).length > 0, 'no sleeper');
      command.kill();
      expect(await command.end).toEqual({ kind: 'stopped', exitCode: null, signal: 'SIGKILL' });
      expectNone(seconds);
    });
  });

  it('leaves nothing of all that when the worker is killed with -9', async () => {
    const doomed = await start({ concurrency: Object.keys(ESCAPES).length });
    const begun = await Promise.all(
      Object.values(ESCAPES).map((way) => begin(doomed, way, 'while :; do sleep 1; done')),
    );
    for (const { seconds } of begun) await until(() => processesWith(seconds).length > 0, 'no sleeper');
    const folder = doomed.runtimeFolder();
    expect(processesWith(folder)).not.toEqual([]);
    doomed.signal('SIGKILL');
    for (const { seconds } of begun) await until(() => processesWith(seconds).length === 0, 'a survivor', 5_000);
    await until(() => processesWith(folder).length === 0, 'a slot or guard survived');
    await until(() => !existsSync(folder), 'the folder is still there');
    await doomed.close();
  });

  it.each([
    ['is frozen', (worker: RemoteExecutor) => worker.signal('SIGSTOP')],
    ['does not turn its event loop', (worker: RemoteExecutor) => worker.block(2_000)],
  ])('kills commands before the lease ends when the worker %s, and works again after', async (_title, freeze) => {
    const frozen = await start();
    const leaseMs = 1_000;
    const daemon = ESCAPES['a daemon: double fork, own session, no output, root folder'] ?? '';
    frozen.renewLease(60_000);
    const { command, seconds } = await begin(frozen, daemon, 'while :; do sleep 1; done');
    await until(() => processesWith(seconds).length > 0, 'no sleeper');
    await frozen.renewedLease(leaseMs);
    const renewed = performance.now();
    freeze(frozen);
    await until(() => processesWith(seconds).length === 0, 'it outlived the lease');
    expect(performance.now() - renewed).toBeGreaterThan(leaseMs * 0.8);
    frozen.signal('SIGCONT');
    const end: CommandEnd = await command.end;
    const reason = "the worker's lease has run out";
    expect(end).toEqual({ kind: 'lost', reason });
    expect(await runCommand(frozen, 'echo early')).toEqual({ end: { kind: 'withheld', reason }, output: '' });
    await frozen.renewedLease(60_000);
    expect(await runCommand(frozen, 'echo again')).toEqual({ end: { kind: 'exited', exitCode: 0 }, output: 'again\n' });
    await frozen.close();
  });

  it('lets commands live while the lease is renewed', async () => {
    const { spec, output } = specOf('echo up; sleep 1.5; echo done');
    executor.renewLease(500);
    const command = executor.run(spec);
    const renewals = setInterval(() => executor.renewLease(500), 100);
    const end = await command.end;
    clearInterval(renewals);
    executor.renewLease(600_000);
    expect({ end, output: output() }).toEqual({ end: { kind: 'exited', exitCode: 0 }, output: 'up\ndone\n' });
  });

  it('calls a command lost when its slot is killed from outside, and replaces the slot', async () => {
    const { command, seconds } = await begin(executor, 'setsid SLEEP & echo up; ENDING', 'while :; do sleep 1; done');
    await until(() => processesWith(seconds).length > 0, 'no sleeper');
    for (const pid of processesWith(`${executor.runtimeFolder()}/slot-`)) process.kill(pid, 'SIGKILL');
    expect(await command.end).toMatchObject({ kind: 'lost' });
    expectNone(seconds);
    const again = await Promise.all([runCommand(executor, 'echo a'), runCommand(executor, 'echo b')]);
    expect(again.map(({ output }) => output)).toEqual(['a\n', 'b\n']);
  });

  it('replaces a lease guard that was killed', async () => {
    const folder = executor.runtimeFolder();
    const guards = () => processesWith(`${folder}/guard.sh`);
    const [guard] = guards();
    if (guard === undefined) throw new Error('there is no guard');
    await executor.renewedLease(60_000);
    process.kill(guard, 'SIGKILL');
    await until(() => guards().some((pid) => pid !== guard), 'no new guard');
    const { command, seconds } = await begin(executor, 'setsid SLEEP & echo up; ENDING', 'while :; do sleep 1; done');
    await until(() => processesWith(seconds).length > 0, 'no sleeper');
    executor.renewLease(100);
    expect(await command.end).toMatchObject({ kind: 'lost' });
    expectNone(seconds);
    executor.renewLease(600_000);
  });

  it('hides the environment of the worker where there is a namespace', async () => {
    const command = 'cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n"; printf "%s\\n" /proc/[0-9]*';
    const { output } = await runCommand(executor, command);
    const environment = readFileSync(`/proc/${executor.pid}/environ`, 'latin1');
    expect(environment).toContain('never-shown');
    if (mode.isolation === 'process-group') expect(output).toContain(`/proc/${executor.pid}\n`);
    else {
      expect(output).not.toContain('never-shown');
      expect(output).not.toContain(`/proc/${executor.pid}\n`);
    }
  });
});
