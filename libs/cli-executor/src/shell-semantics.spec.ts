import { type ByHand, byHand } from '../test/by-hand';
import { runCommand } from '../test/commands';
import { hostModes, type TestedExecutor } from '../test/host-modes';
import { ODD_COMMANDS } from '../test/odd-commands';
import type { CommandEnd } from './command-executor';
import { environmentBase } from './executor-options';

const VARIABLES = { input_file: '/data/my file.txt', RUN_ID: 'odd' };
const ENVIRONMENT = { ...environmentBase({ HOME: '/root' }), ...VARIABLES };

function plain(end: CommandEnd): Omit<ByHand, 'output'> {
  if (end.kind === 'exited') return { exitCode: end.exitCode, signal: null };
  if (end.kind === 'signaled') return { exitCode: null, signal: end.signal };
  throw new Error(`unexpected end: ${JSON.stringify(end)}`);
}

describe.each(hostModes())('gives what the shell itself gives: $title', (mode) => {
  let executor: TestedExecutor;
  const results = new Map<string, ReturnType<typeof runCommand>>();
  beforeAll(async () => {
    executor = await mode.start({ concurrency: 4 });
    for (const command of ODD_COMMANDS) {
      const place = { workingDirectory: '/usr', environment: VARIABLES, timeoutMs: 120_000 };
      results.set(command, runCommand(executor, command, place));
    }
  });
  afterAll(async () => {
    await executor.close();
  });

  it.each(ODD_COMMANDS.map((command) => [command.slice(0, 100), command]))('%j', async (_title, command) => {
    const { end, output } = await runningOf(results, command);
    expect({ ...plain(end), output }).toEqual(await byHand(command, ENVIRONMENT, '/usr', mode.user));
  });
});

function runningOf(results: Map<string, ReturnType<typeof runCommand>>, command: string) {
  return results.get(command) ?? Promise.reject(new Error('not run'));
}
