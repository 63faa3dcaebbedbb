import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { AccessSettings } from '@app/access';
import { type Config, loadConfig } from '@app/config';
import { runMigrations } from '@app/database';
import { StoredInputs } from '@app/process-types';
import { prepareQueueLocation } from '@app/step-queue';
import { EngineFixture, temporaryFolder, testDatabase } from '@app/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Logger, pino } from 'pino';
import { createApp } from '../src/create-app';
import type { ServerLimits } from '../src/http/server-limits';

export const ADMIN = { username: 'admin', password: 'correct horse battery' };

// Hashes that cost next to nothing.
export const FAST_ACCESS: Partial<AccessSettings> = {
  hashing: { memoryKib: 8, passes: 1, lanes: 1 },
  streamCheckMs: 50,
};

export interface ApiFixtureOptions {
  readonly logger?: Logger;
  readonly webRoot?: string;
  readonly queryTimeoutMs?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly access?: Partial<AccessSettings>;
  readonly limits?: Partial<ServerLimits>;
  /** Where the API finds its database; by default directly. */
  readonly databaseUrl?: (url: string) => Promise<string>;
}

export interface RequestOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The API on real HTTP and a database of its own; the test plays the worker through `engine`. */
export class ApiFixture {
  private constructor(
    readonly app: NestExpressApplication,
    readonly config: Config,
    readonly url: string,
    readonly engine: EngineFixture,
    readonly typesDir: string,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async start(options: ApiFixtureOptions = {}): Promise<ApiFixture> {
    const cleanUps: (() => unknown)[] = [];
    const cleanUp = async (): Promise<void> => {
      for (const step of cleanUps.splice(0).reverse()) await step();
    };
    try {
      const types = temporaryFolder('types');
      cleanUps.push(() => types.remove());
      const database = await testDatabase(migrateAll);
      cleanUps.push(() => database.drop());
      const engine = await EngineFixture.open(database.url);
      cleanUps.push(() => engine.close());
      const config = loadConfig({
        DATABASE_URL: (await options.databaseUrl?.(database.url)) ?? database.url,
        PROCESS_TYPES_DIR: types.path,
        ADMIN_PASSWORD: ADMIN.password,
        SECRETS_KEY: randomBytes(32).toString('base64'),
        ...options.environment,
      });
      const app = await createApp(config, {
        logger: options.logger ?? pino({ level: 'silent' }),
        webRoot: options.webRoot ?? types.path,
        access: { ...FAST_ACCESS, ...options.access },
        ...(options.limits && { limits: options.limits }),
        ...(options.queryTimeoutMs !== undefined && { queryTimeoutMs: options.queryTimeoutMs }),
      });
      cleanUps.push(() => app.close());
      await app.listen(0, '127.0.0.1');
      const { port } = app.getHttpServer().address() as AddressInfo;
      return new ApiFixture(app, config, `http://127.0.0.1:${port}`, engine, types.path, cleanUp);
    } catch (error) {
      await cleanUp();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.cleanUp();
  }

  /** The stored input of a record, as the commands of its runs get it. */
  openInput(recordId: string, stored: unknown): unknown {
    return JSON.parse(this.app.get(StoredInputs).open(recordId, String(stored)) ?? 'null');
  }

  /** Sends a request as the administrator; a body that is no string goes as JSON. */
  fetch(path: string, { method = 'GET', body, headers, signal }: RequestOptions = {}): Promise<Response> {
    const isText = typeof body === 'string' || body instanceof Uint8Array;
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        Authorization: basic(ADMIN.username, ADMIN.password),
        ...(body !== undefined && !isText && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? (body as string) : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  }

  /** The JSON body of a response; throws when the status is another one. */
  async json<Body = Record<string, unknown>>(
    path: string,
    { status = 200, ...options }: RequestOptions & { status?: number } = {},
  ): Promise<Body> {
    const response = await this.fetch(path, options);
    const text = await response.text();
    if (response.status !== status)
      throw new Error(`${options.method ?? 'GET'} ${path}: expected ${status}, got ${response.status}: ${text}`);
    return JSON.parse(text) as Body;
  }

  post<Body = Record<string, unknown>>(path: string, body?: unknown, status = 200): Promise<Body> {
    return this.json<Body>(path, { method: 'POST', body, status });
  }
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

async function migrateAll(url: string): Promise<void> {
  await runMigrations(url);
  await prepareQueueLocation({ kind: 'postgres', url });
}
