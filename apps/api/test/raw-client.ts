import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '@app/testing';
import type { ApiFixture } from './api-fixture';

/** A client that sends what it likes at its own pace, and reads nothing when it does not want to. */
export class RawClient {
  private received = '';
  private isClosed = false;

  private constructor(
    private readonly socket: Socket,
    /** The server's end of the connection. */
    readonly server: Socket,
  ) {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isClosed = true;
    });
  }

  static async open(api: ApiFixture): Promise<RawClient> {
    const { hostname, port } = new URL(api.url);
    const accepted = once(api.app.getHttpServer() as NodeJS.EventEmitter, 'connection') as Promise<[Socket]>;
    const socket = connect(Number(port), hostname);
    const [[server]] = await Promise.all([accepted, once(socket, 'connect')]);
    return new RawClient(socket, server);
  }

  /** From now on what comes is read. */
  read(): this {
    this.socket.setEncoding('latin1').on('data', (text: string) => {
      this.received += text;
    });
    return this;
  }

  send(...lines: readonly string[]): this {
    this.socket.write(lines.join('\r\n'));
    return this;
  }

  /** Sends until the other end takes no more. */
  flood(piece: Buffer): this {
    const more = (): void => {
      while (!this.isClosed && this.socket.writable && this.socket.write(piece));
    };
    this.socket.on('drain', more);
    more();
    return this;
  }

  /** The status of the answer. */
  async status(): Promise<number> {
    return eventually('an answer', () => Number(/^HTTP\/1\.1 (\d+)/.exec(this.received)?.[1] ?? 0) || null);
  }

  /** Resolves when the server has ended the connection. */
  async closedByServer(): Promise<void> {
    await eventually('the server ends the connection', () => this.server.destroyed);
  }

  close(): void {
    this.socket.destroy();
  }
}
