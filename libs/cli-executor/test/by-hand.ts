import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostMode } from './host-modes';

export interface ByHand {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly output: string;
}

/** More than Linux takes as one argument. */
const LONG_BYTES = 131_000;

/** Runs `/bin/sh -c` (a very long command from a file) with nothing of the executor, standard output and error on one pipe as with `2>&1 | cat`; once for each question. */
export function byHand(
  command: string,
  environment: Readonly<Record<string, string>>,
  cwd: string,
  user: HostMode['user'],
): Promise<ByHand> {
  const key = JSON.stringify([command, environment, cwd, user]);
  const result = known.get(key) ?? execute(command, environment, cwd, user);
  known.set(key, result);
  return result;
}

const known = new Map<string, Promise<ByHand>>();

async function execute(
  command: string,
  environment: Readonly<Record<string, string>>,
  cwd: string,
  user: HostMode['user'],
): Promise<ByHand> {
  const folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
  chmodSync(folder, 0o755);
  try {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    if (user !== null) execFileSync('chown', [`${user.uid}:${user.gid}`, pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    reader.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const writer = openSync(pipe, constants.O_WRONLY);
    const script = join(folder, 'script');
    writeFileSync(script, command);
    const shell = spawn('/bin/sh', Buffer.byteLength(command) > LONG_BYTES ? [script] : ['-c', command], {
      ...user,
      cwd,
      env: { ...environment },
      stdio: ['ignore', writer, writer],
      detached: true,
    });
    const ended = Promise.all([once(shell, 'exit'), once(reader, 'close')]);
    closeSync(writer);
    await ended;
    return { exitCode: shell.exitCode, signal: shell.signalCode, output: Buffer.concat(chunks).toString('latin1') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
