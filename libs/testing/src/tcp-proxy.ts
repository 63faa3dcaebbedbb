import { once } from 'node:events';
import { type AddressInfo, createServer, connect, type Server, type Socket } from 'node:net';
import { resetSocket } from './reset-socket';

interface Link {
  readonly client: Socket;
  readonly target: Socket;
  /** Set once the link was caught half-open: nothing passes any more, and nobody is told. */
  silent: boolean;
}

/** A TCP proxy on 127.0.0.1 that breaks connections in the ways networks do. */
export class TcpProxy {
  private readonly links = new Set<Link>();
  private delayMs = 0;
  private halfOpen = false;
  private refusing = false;
  private acceptedCount = 0;

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  static async listen(targetPort: number): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true });
    const proxy = new TcpProxy(server, targetPort);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.links.size;
  }

  /** Connections there have ever been, also those that were broken at once. */
  get accepted(): number {
    return this.acceptedCount;
  }

  /** Every piece of data takes this much longer, in each direction; 0 ends it. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** All connections break with a reset. */
  resetAll(): void {
    for (const { client, target } of this.links) {
      resetSocket(client);
      target.destroy();
    }
  }

  /**
   * From now on nothing passes and nobody is told, as when a machine or a NAT entry between has gone. Connections of
   * that time stay silent after `heal`, for ever: only new ones work.
   */
  goHalfOpen(): void {
    this.halfOpen = true;
    for (const link of this.links) link.silent = true;
  }

  /** From now on every connection, old or new, breaks with a reset. */
  refuse(): void {
    this.refusing = true;
    this.resetAll();
  }

  heal(): void {
    this.refusing = false;
    this.halfOpen = false;
    this.delayMs = 0;
  }

  async close(): Promise<void> {
    this.resetAll();
    this.server.close();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    this.acceptedCount++;
    if (this.refusing) {
      resetSocket(client);
      return;
    }
    const target = connect(this.targetPort, '127.0.0.1');
    const link: Link = { client, target, silent: this.halfOpen };
    this.links.add(link);
    this.forward(link, client, target);
    this.forward(link, target, client);
    client.resume();
  }

  private forward(link: Link, from: Socket, to: Socket): void {
    from.setNoDelay(true);
    let passed = Promise.resolve();
    // In order, also while the delay changes.
    const pass = (action: () => void): void => {
      const delayMs = this.delayMs;
      passed = passed
        .then(() => (delayMs > 0 ? new Promise<void>((resolve) => setTimeout(resolve, delayMs)) : undefined))
        .then(() => {
          if (!link.silent) action();
        });
    };
    from.on('data', (bytes) => pass(() => to.write(bytes)));
    from.on('end', () => pass(() => to.end()));
    // A refused or broken side breaks the other; its error says nothing more.
    from.on('error', () => pass(() => resetSocket(to)));
    from.on('close', () => {
      pass(() => to.destroy());
      // Who left a silent connection by itself leaves nothing to keep.
      if (link.silent && from === link.client) to.destroy();
      if (from.destroyed && to.destroyed) this.links.delete(link);
    });
  }
}
