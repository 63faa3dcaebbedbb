// Runs commands in one way and prints the seconds. Started by the part `isolation` of npm run bench, as any user.
// Arguments: the way (an isolation mode of the executor, or `spawn`), commands, commands at once, megabytes of heap.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { createCommandExecutor, type IsolationMode } from '@app/cli-executor';

const COMMAND = 'echo hi';
const PRINTS = 'hi\n';
const LEASE_MS = 600_000;
const WARM_UP = 50;

type RunOne = (key: string) => Promise<string>;

/** Runs so many commands, `atOnce` at a time. Throws when one does not print what it should. */
async function runAll(commands: number, atOnce: number, runOne: RunOne): Promise<void> {
  let started = 0;
  const lane = async (): Promise<void> => {
    while (started < commands) {
      const printed = await runOne(`bench-${++started}`);
      if (printed !== PRINTS) throw new Error(`'${COMMAND}' printed '${printed}'`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function measure(commands: number, atOnce: number, runOne: RunOne): Promise<number> {
  await runAll(WARM_UP, atOnce, runOne);
  const startedAt = performance.now();
  await runAll(commands, atOnce, runOne);
  return (performance.now() - startedAt) / 1_000;
}

async function withExecutor(isolation: IsolationMode, commands: number, atOnce: number): Promise<number> {
  const executor = createCommandExecutor({ concurrency: atOnce, killGraceMs: 1_000, isolation });
  await executor.start();
  executor.renewLease(LEASE_MS);
  try {
    return await measure(commands, atOnce, async (key) => {
      const chunks: Buffer[] = [];
      const spec = { key, command: COMMAND, workingDirectory: null, environment: { TASK_ID: key, TASK_ATTEMPT: '1' } };
      const { end } = executor.run({ ...spec, timeoutMs: null, onOutput: (chunk) => void chunks.push(chunk) });
      const ended = await end;
      if (ended.kind !== 'exited') throw new Error(`'${COMMAND}' ended as ${JSON.stringify(ended)}`);
      return Buffer.concat(chunks).toString();
    });
  } finally {
    await executor.close();
  }
}

function withSpawn(commands: number, atOnce: number): Promise<number> {
  return measure(commands, atOnce, async () => {
    const child = spawn('/bin/sh', ['-c', COMMAND], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return output;
  });
}

// Objects that stay, as what a busy process knows does; their pages are what a fork copies the tables of.
function fillHeap(megabytes: number): unknown[] {
  return Array.from({ length: megabytes }, () => Array.from({ length: 1e6 / 8 }, (_, index) => index + 0.5));
}

async function main([way = '', commands, atOnce, heapMb]: readonly string[]): Promise<void> {
  const heap = fillHeap(Number(heapMb));
  const run =
    way === 'spawn' ? withSpawn : (count: number, lanes: number) => withExecutor(way as IsolationMode, count, lanes);
  const seconds = await run(Number(commands), Number(atOnce));
  process.stdout.write(JSON.stringify({ seconds, heapBlocks: heap.length }));
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
