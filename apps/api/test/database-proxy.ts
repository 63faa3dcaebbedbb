import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a program and its database, and can cut it off. */
export class DatabaseProxy {
  private readonly sockets = new Set<Socket>();
  private mode: 'open' | 'refusing' | 'silent' = 'open';

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (socket) => this.accept(socket));
  }

  /** @param url of the database */
  static async start(url: string): Promise<DatabaseProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DatabaseProxy(server, new URL(url));
  }

  /** The database's URL by way of the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Cuts all connections and refuses new ones. */
  refuse(): void {
    this.mode = 'refusing';
    for (const socket of this.sockets) socket.destroy();
  }

  /** Passes nothing on any more, in both directions: as if the network were gone. */
  silence(): void {
    this.mode = 'silent';
    for (const socket of this.sockets) socket.pause();
  }

  /** Takes connections again; those from before are gone. */
  restore(): void {
    this.mode = 'open';
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.refuse();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(socket: Socket): void {
    if (this.mode === 'refusing') {
      socket.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (data) => this.mode === 'open' && to.write(data));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
