import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const QUIET_CHECK_MS = 50;
const QUIET_CHECKS = 10;

/**
 * Reading end of a slot's named pipe, for one command. A real pipe, because commands that open /dev/stdout or
 * /dev/stderr again fail on the sockets that Node uses for `stdio: 'pipe'`, and would cut a file short. It ends when
 * its last writer is gone, so its end is the proof that all output was delivered.
 */
export class OutputPipe {
  private readonly socket: Socket;
  private readonly ended: Promise<void>;
  private hasEnded = false;
  private chunks = 0;

  /** @throws when the pipe cannot be opened (gone, too many open files) */
  constructor(
    private readonly path: string,
    onOutput: (chunk: Buffer) => void,
  ) {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.socket = new Socket({ fd, readable: true, writable: false });
    this.socket.on('data', (chunk: Buffer) => {
      this.chunks += 1;
      onOutput(chunk);
    });
    // A read error closes the pipe; what was read until then has been delivered.
    this.socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.socket.once('close', () => {
        this.hasEnded = true;
        resolve();
      });
    });
  }

  /**
   * Waits until all output was delivered; call it when the command and all that it started are dead.
   * @returns false when somebody else still holds the pipe; nothing that they write is read any more
   */
  async drain(): Promise<boolean> {
    const giveUp = new AbortController();
    const quiet = this.quiet(giveUp.signal);
    await Promise.race([this.ended, quiet]);
    giveUp.abort();
    if (this.hasEnded) return true;
    this.socket.destroy();
    return false;
  }

  /** A pipe that nobody ever opened for writing does not end: opens and closes it, so that it does. */
  touch(): void {
    try {
      closeSync(openSync(this.path, constants.O_WRONLY | constants.O_NONBLOCK));
    } catch {
      this.socket.destroy();
    }
  }

  /** Resolves when nothing came for a while; counted in checks, as a busy event loop reads nothing for long. */
  private async quiet(giveUp: AbortSignal): Promise<void> {
    let seen = this.chunks;
    for (let checks = 0; checks < QUIET_CHECKS; checks += 1) {
      await delay(QUIET_CHECK_MS, undefined, { signal: giveUp }).catch(() => undefined);
      if (giveUp.aborted) return;
      if (this.chunks !== seen) checks = 0;
      seen = this.chunks;
    }
  }
}
