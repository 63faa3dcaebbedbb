import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { hostEnvironment } from '@app/config';
import { postmasterFile } from './postmaster-file';

// Waits until every holder of the pipe is gone, then ends the server, unless it has another owner by then.
const SCRIPT = `
cat >/dev/null
[ "$(cat "$1" 2>/dev/null)" = "$2" ] || exit 0
read -r pid 2>/dev/null <"$3" || exit 0
[ -r "/proc/$pid/comm" ] && [ "$(cat "/proc/$pid/comm")" != postgres ] && exit 0
rm -f "$1"
kill -INT "$pid"
`;

/**
 * Ends an embedded server whose launcher was killed, once the services that use it are gone too. A shell that
 * sleeps on a pipe: launcher and services hold the other end.
 */
export class ShutdownGuard {
  private constructor(
    /** To be inherited by the services as one more file descriptor; null where there is no guard (Windows). */
    readonly lifeline: Writable | null,
    private readonly ownerFile: string,
  ) {}

  static start(ownerFile: string, dataFolder: string): ShutdownGuard {
    if (process.platform === 'win32') return new ShutdownGuard(null, ownerFile);
    const token = `${process.pid} ${randomBytes(8).toString('hex')}`;
    writeFileSync(ownerFile, `${token}\n`, { mode: 0o600 });
    const guard = spawn('sh', ['-c', SCRIPT, 'postgres-guard', ownerFile, token, postmasterFile(dataFolder)], {
      cwd: '/',
      env: hostEnvironment(),
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    guard.once('error', () => undefined);
    guard.stdin.once('error', () => undefined);
    guard.unref();
    return new ShutdownGuard(guard.stdin, ownerFile);
  }

  /** For a server that was ended in the ordinary way. */
  dismiss(): void {
    rmSync(this.ownerFile, { force: true });
    this.lifeline?.destroy();
  }
}

/** Process id of the launcher that owns the server, as far as known. */
export function ownerPid(ownerFile: string): number | null {
  try {
    return Number.parseInt(readFileSync(ownerFile, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}
