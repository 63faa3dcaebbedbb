import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** The file of a tool that is a dependency, to be run by this Node (no shell, no .bin links: the same on Windows). */
export const toolFile = (path) => join(ROOT, 'node_modules', path);

/**
 * Runs a program and keeps what it prints.
 * @returns {Promise<{ ok: boolean, output: string, ms: number }>}
 */
export function run(file, args, options = {}) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const chunks = [];
    const end = (ok, note = '') =>
      resolve({ ok, output: Buffer.concat(chunks).toString() + note, ms: performance.now() - startedAt });
    const child = spawn(file, args, { cwd: ROOT, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => end(false, `${file}: ${error.message}\n`));
    child.once('close', (code, signal) => end(code === 0, signal ? `${file}: ended by ${signal}\n` : ''));
  });
}

/** As run(), for a tool that is a dependency. */
export const runTool = (path, args, options) => run(process.execPath, [toolFile(path), ...args], options);

/** Ends the process after a failed step: what the step printed, then one line. */
export class StepFailed extends Error {
  constructor(line, output) {
    super(line);
    this.output = output;
  }
}

/** Prints one line for a step, when it is over. */
export async function step(title, work) {
  if (process.stdout.isTTY) process.stdout.write(`${title} …`);
  const startedAt = performance.now();
  const result = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${process.stdout.isTTY ? '\r' : ''}${title}: ${seconds} s\n`);
  return result;
}

/** Runs a script's main function; a failed step ends the process with exit code 1 and without a stack. */
export function main(work) {
  work().catch((error) => {
    if (error instanceof StepFailed) {
      process.stdout.write('\n');
      process.stderr.write(`${error.output.trimEnd()}\n${error.message}\n`);
    } else {
      process.stderr.write(`${error.stack ?? error}\n`);
    }
    process.exit(1);
  });
}
