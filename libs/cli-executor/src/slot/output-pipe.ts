import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';

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
  /** A writer of our own: without one, a pipe that the command has not opened yet may look ended. */
  private readonly ownWriter: number;
  private chunks = 0;

  /** @throws when the pipe cannot be opened (gone, too many open files) */
  constructor(path: string, onOutput: (chunk: Buffer) => void) {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      this.ownWriter = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    this.socket = new Socket({ fd, readable: true, writable: false });
    this.socket.on('data', (chunk: Buffer) => {
      this.chunks += 1;
      onOutput(chunk);
    });
    // A read error closes the pipe; what was read until then has been delivered.
    this.socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.socket.once('close', () => resolve());
    });
  }

  /**
   * Waits until all output was delivered; call it once, when the command and all that it started are dead.
   * @returns false when somebody else still holds the pipe; nothing that they write is read any more
   */
  async drain(): Promise<boolean> {
    closeSync(this.ownWriter);
    let checks = 0;
    let seen = this.chunks;
    // Counted in checks, as a busy event loop reads nothing for long.
    const timer = setInterval(() => {
      checks = this.chunks === seen ? checks + 1 : 0;
      seen = this.chunks;
      if (checks === QUIET_CHECKS) this.socket.destroy();
    }, QUIET_CHECK_MS);
    await this.ended;
    clearInterval(timer);
    return checks < QUIET_CHECKS;
  }
}
