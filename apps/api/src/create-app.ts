import type { Config } from '@app/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as NestLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { configureHttp } from './http/configure-http';
import { FrameworkLog } from './http/framework-log';

export interface AppOptions {
  readonly adminPassword: string;
  readonly logger: Logger;
  /** Folder of the built dashboard. */
  readonly webRoot: string;
  /** How long the database may take for one answer; a quarter of a minute by default. */
  readonly queryTimeoutMs?: number;
}

const QUERY_TIMEOUT_MS = 15_000;

/** The application, connected to its database and queue, ready to listen. */
export async function createApp(config: Config, options: AppOptions): Promise<NestExpressApplication> {
  const { adminPassword, logger, webRoot, queryTimeoutMs = QUERY_TIMEOUT_MS } = options;
  const module = AppModule.forRoot(config, { logger, queryTimeoutMs });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    bufferLogs: true,
    forceCloseConnections: true,
    abortOnError: false,
  });
  app.useLogger(new FrameworkLog(app.get(NestLogger)));
  const administrator = { username: config.adminUsername, password: adminPassword };
  configureHttp(app, { administrator, logger, webRoot });
  return app;
}
