import type { Config } from '@app/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as NestLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { configureHttp } from './http/configure-http';

export interface AppOptions {
  readonly adminPassword: string;
  readonly logger: Logger;
  /** Folder of the built dashboard. */
  readonly webRoot: string;
}

/** The application, connected to its database and queue, ready to listen. */
export async function createApp(config: Config, options: AppOptions): Promise<NestExpressApplication> {
  const { adminPassword, logger, webRoot } = options;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, logger), {
    bodyParser: false,
    bufferLogs: true,
    forceCloseConnections: true,
    abortOnError: false,
  });
  app.useLogger(app.get(NestLogger));
  const administrator = { username: config.adminUsername, password: adminPassword };
  configureHttp(app, { administrator, logger, webRoot });
  return app;
}
