import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandEnd, CommandSpec } from '../src/command-executor';
import type { TestedExecutor } from './host-modes';

/** A command with what tests seldom say; `output` grows as it comes. */
export function specOf(command: string, rest: Partial<CommandSpec> = {}) {
  const chunks: Buffer[] = [];
  const spec: CommandSpec = {
    key: 'test-1',
    command,
    workingDirectory: '/',
    environment: {},
    timeoutMs: null,
    onOutput: (chunk) => void chunks.push(chunk),
    ...rest,
  };
  return { spec, output: () => Buffer.concat(chunks).toString('latin1') };
}

/** Runs a command to its end. */
export async function runCommand(
  executor: TestedExecutor,
  command: string,
  rest: Partial<CommandSpec> = {},
): Promise<{ end: CommandEnd; output: string }> {
  const { spec, output } = specOf(command, rest);
  const end = await executor.run(spec).end;
  return { end, output: output() };
}

/** Resolves once a running command has printed the text. */
export async function started(output: () => string, text: string): Promise<void> {
  await until(() => output().includes(text), `the command has not printed ${text}`);
}

/** Polls; for what gives no event, such as another process. */
export async function until(holds: () => boolean, failure: string, limitMs = 30_000): Promise<void> {
  const limit = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > limit) throw new Error(failure);
    await delay(5);
  }
}

/** A number of seconds for sleep(1) that no other process has, by which the sleepers of one test are found. */
export function uniqueSleep(): string {
  return `9${randomInt(1e8, 1e9)}.${randomInt(1e8, 1e9)}`;
}

/** Live processes, zombies left out, with a text in their arguments. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const found = readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(text);
      return found && Number(name) !== process.pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
