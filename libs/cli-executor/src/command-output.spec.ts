import { closeSync, constants, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, specOf, started } from '../test/commands';
import { hostModes, type TestedExecutor } from '../test/host-modes';

const FLOOD_BYTES = 600_000_000;

let attempts = 0;
const attemptVariables = () => {
  attempts += 1;
  return { TASK_ID: `output-${process.pid}-${attempts}`, TASK_ATTEMPT: '1' };
};

describe.each(hostModes())('$title', (mode) => {
  let executor: TestedExecutor;
  beforeAll(async () => {
    executor = await mode.start({ concurrency: 1, killGraceMs: 200 });
  });
  afterAll(async () => {
    await executor.close();
  });

  it('passes every byte', async () => {
    const escapes = Array.from({ length: 256 }, (_, byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
    const { output } = await runCommand(executor, `printf '${escapes}%.0s' 1 2 3`);
    const all = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
    expect(output).toBe(all.repeat(3));
  });

  it('keeps the order of standard output and error', async () => {
    const { output } = await runCommand(
      executor,
      'i=0; while [ $i -lt 3000 ]; do echo o$i; echo e$i >&2; i=$((i+1)); done',
    );
    const lines = Array.from({ length: 3000 }, (_, i) => `o${i}\ne${i}\n`);
    expect(output).toBe(lines.join(''));
  });

  it('has delivered all output when the end is known, however the command ends', async () => {
    const million = 'head -c 1000000 /dev/zero';
    for (const ending of ['exit 3', 'kill -9 $$', `exec ${million}`]) {
      const { output } = await runCommand(executor, `${million}; ${ending}`);
      expect(output).toHaveLength(ending.startsWith('exec') ? 2_000_000 : 1_000_000);
    }
    const late = await runCommand(executor, `${million}; exec sleep 1000`, { timeoutMs: 1_000 });
    expect(late.output).toHaveLength(1_000_000);
    const killed = await runCommand(executor, `trap "" TERM; ${million}; while :; do sleep 1; done`, {
      timeoutMs: 1_000,
    });
    expect(killed.output).toHaveLength(1_000_000);
  });

  it('delivers output while the command runs', async () => {
    const { spec, output } = specOf('echo one; read -r x; sleep 1000');
    const command = executor.run(spec);
    await started(output, 'one\n');
    command.kill();
    await command.end;
  });

  it('never mixes what an earlier command left behind into the next', async () => {
    const noise = "(setsid sh -c 'while :; do echo noise; done' &)";
    for (let round = 0; round < 10; round += 1) {
      await runCommand(executor, `${noise}; sleep 0.01`, { environment: attemptVariables() });
      expect(await runCommand(executor, 'echo clean')).toEqual({
        end: { kind: 'exited', exitCode: 0 },
        output: 'clean\n',
      });
    }
  });

  it('is not held up by a process that left its group and its environment but holds the output', async () => {
    const began = performance.now();
    const hidden = "env -i PATH=/usr/bin:/bin setsid sh -c 'sleep 1000' &";
    const { end } = await runCommand(executor, `${hidden} sleep 0.05; exit 3`, { environment: attemptVariables() });
    expect(end).toEqual({ kind: 'exited', exitCode: 3 });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await runCommand(executor, 'echo clean')).output).toBe('clean\n');
  });

  it('takes another pipe when a process that is not the command holds the old one', async () => {
    const { spec, output } = specOf('readlink /proc/self/fd/1; echo ready; sleep 1; exit 4');
    const command = executor.run(spec);
    await started(output, 'ready');
    const path = output().split('\n')[0] ?? '';
    const holder = openSync(path, constants.O_WRONLY);
    expect(await command.end).toEqual({ kind: 'exited', exitCode: 4 });
    const next = await runCommand(executor, 'readlink /proc/self/fd/1');
    closeSync(holder);
    expect(next.output).not.toBe(`${path}\n`);
    expect(next.output).toMatch(/^\/.*\n$/);
  });

  it('is not changed by a command that leaves its output non-blocking', async () => {
    // Node sets O_NONBLOCK on pipes, for everyone who shares them.
    const node = `${process.execPath} -e 'process.stdout.write("x".repeat(300000))'`;
    expect((await runCommand(executor, node)).output).toHaveLength(300_000);
    const { end, output } = await runCommand(executor, 'head -c 3000000 /dev/zero');
    expect({ end, length: output.length }).toEqual({ end: { kind: 'exited', exitCode: 0 }, length: 3_000_000 });
  });

  it('opens no descriptors but standard input, output and error', async () => {
    const command = 'readlink /proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2; ls /proc/$$/fd';
    const [input, out, error, ...open] = (await runCommand(executor, command)).output.trim().split('\n');
    expect(input).toBe('/dev/null');
    expect(out).toBe(error);
    expect(open.slice(0, 3)).toEqual(['0', '1', '2']);
    // Other shells than bash cannot close what the worker's own parent left open.
    if (mode.slotProgram !== '/bin/sh') expect(open).toHaveLength(3);
  });
});

it('keeps memory bounded and the event loop turning under a flood', async () => {
  const [mode] = hostModes();
  const executor = await mode?.start();
  if (!executor) throw new Error('no mode');
  const delays = monitorEventLoopDelay({ resolution: 10 });
  const rssBefore = process.memoryUsage().rss;
  let rss = rssBefore;
  let bytes = 0;
  delays.enable();
  const sampling = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage().rss);
  }, 20);
  const { spec } = specOf(`yes | head -c ${FLOOD_BYTES}`);
  const end = await executor.run({
    ...spec,
    onOutput: (chunk) => {
      bytes += chunk.length;
    },
  }).end;
  clearInterval(sampling);
  delays.disable();
  await executor.close();
  expect({ end, bytes }).toEqual({ end: { kind: 'exited', exitCode: 0 }, bytes: FLOOD_BYTES });
  expect(rss - rssBefore).toBeLessThan(200_000_000);
  expect(delays.max / 1e6).toBeLessThan(1_000);
});

describe('when its own files are in trouble', () => {
  const [mode] = hostModes().filter(({ user }) => user === null);
  let folder: string;
  let executor: TestedExecutor;
  beforeEach(async () => {
    if (!mode) throw new Error('no mode');
    folder = mkdtempSync(join(tmpdir(), 'own-files-'));
    executor = await mode.start({ concurrency: 1, runtimeDirectory: folder });
  });
  afterEach(async () => {
    await executor.close();
    rmSync(folder, { recursive: true });
  });

  it('says that a command could not be handed over, and goes on', async () => {
    const { output } = await runCommand(executor, 'readlink /proc/self/fd/1');
    const file = output.trim();
    // A folder in the place of the pipe stands for any failure to open it.
    rmSync(file);
    mkdirSync(file);
    const refused = await runCommand(executor, 'echo never');
    expect(refused).toEqual({ end: { kind: 'not-started', reason: expect.stringContaining('EISDIR') }, output: '' });
    expect(await runCommand(executor, 'echo again')).toMatchObject({ output: 'again\n' });
  });

  it('goes on after a command has removed everything', async () => {
    const { end } = await runCommand(executor, `rm -rf ${folder}/*; echo removed`);
    expect(end).toEqual({ kind: 'exited', exitCode: 0 });
    await runCommand(executor, 'echo maybe');
    expect(await runCommand(executor, 'echo again')).toMatchObject({ output: 'again\n' });
  });
});
