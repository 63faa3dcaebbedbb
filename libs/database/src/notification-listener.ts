import { Client } from 'pg';

const RECONNECT_MS = 1_000;
const PROBE_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 5_000;

/**
 * Hears NOTIFY on one channel, on a connection of its own that is rebuilt when it breaks. What is sent while it is
 * broken is missed: `onConnected` tells that something may have been.
 */
export class NotificationListener {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private probe: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly onNotification: (payload: string) => void,
    private readonly onConnected: () => void = () => undefined,
  ) {}

  /** Never throws: it tries again until it is closed. */
  async start(): Promise<void> {
    if (this.closed) return;
    const client = new Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_WITHIN_MS,
    });
    this.client = client;
    client.on('error', () => undefined);
    client.on('end', () => this.reconnectLater(client));
    client.on('notification', (message) => this.onNotification(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
      // A connection that the network dropped silently would be quiet for ever.
      this.probe = setInterval(() => void this.check(client), PROBE_EVERY_MS);
      this.onConnected();
    } catch {
      await client.end().catch(() => undefined);
      this.reconnectLater(client);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.probe);
    await this.client?.end().catch(() => undefined);
  }

  private async check(client: Client): Promise<void> {
    try {
      await client.query('SELECT 1');
    } catch {
      this.reconnectLater(client);
      // With a statement under way this closes the socket without waiting for the server.
      await client.end().catch(() => undefined);
    }
  }

  private reconnectLater(client: Client): void {
    if (this.closed || this.client !== client) return;
    this.client = undefined;
    clearInterval(this.probe);
    this.timer = setTimeout(() => void this.start(), RECONNECT_MS);
  }
}
