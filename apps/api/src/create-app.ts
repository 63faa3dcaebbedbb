import { type AccessSettings, FirstAdministratorRepository } from '@app/access';
import { type Config, StartupError } from '@app/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as NestLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { configureHttp } from './http/configure-http';
import { FrameworkLog } from './http/framework-log';
import { limitServer, type ServerLimits, USUAL_LIMITS } from './http/server-limits';

export interface AppOptions {
  readonly logger: Logger;
  /** Folder of the built dashboard. */
  readonly webRoot: string;
  /** How long the database may take for one answer; a quarter of a minute by default. */
  readonly queryTimeoutMs?: number;
  /** How access differs from the usual; for tests, which need hashes that are made fast. */
  readonly access?: Partial<AccessSettings>;
  /** How long clients may take, where it differs from the usual. */
  readonly limits?: Partial<ServerLimits>;
}

const QUERY_TIMEOUT_MS = 15_000;

/**
 * The application, connected to its database and queue, ready to listen.
 * @throws StartupError when there is no administrator, or a route does not say who may use it
 */
export async function createApp(config: Config, options: AppOptions): Promise<NestExpressApplication> {
  const { logger, webRoot, queryTimeoutMs = QUERY_TIMEOUT_MS, access, limits } = options;
  const module = AppModule.forRoot(config, { logger, queryTimeoutMs, ...(access && { access }) });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    bufferLogs: true,
    forceCloseConnections: true,
    abortOnError: false,
  });
  limitServer(app.getHttpServer(), { ...USUAL_LIMITS, ...limits });
  app.useLogger(new FrameworkLog(app.get(NestLogger)));
  configureHttp(app, { logger, webRoot, trustedProxies: config.trustedProxies });
  await ensureAdministrator(app, config, logger);
  return app;
}

async function ensureAdministrator(app: NestExpressApplication, config: Config, logger: Logger): Promise<void> {
  const { adminUsername: name, adminPassword: password } = config;
  const outcome = await app.get(FirstAdministratorRepository, { strict: false }).ensure({ name, password });
  switch (outcome) {
    case 'missing':
      throw new StartupError('ADMIN_PASSWORD must be set: the password of the administrator');
    case 'taken':
      throw new StartupError(`ADMIN_USERNAME: '${name}' is a user of the OpenID Connect provider; choose another name`);
    case 'created':
      return logger.info(`Created the administrator '${name}'.`);
    case 'reset':
      return logger.warn(`Set the password of '${name}' to that of ADMIN_PASSWORD, and made it an administrator.`);
    case 'unchanged':
      return;
    default:
      return outcome satisfies never;
  }
}
