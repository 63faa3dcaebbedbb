import 'reflect-metadata';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type Config, exitOnStartupFailure, loadConfig, onParentGone, StartupError } from '@app/config';
import { requireKeys, SecretVault } from '@app/secrets';
import { prepareStores } from '@app/step-queue';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { createApp } from './create-app';
import { createLogger } from './http/request-log';

const SHUTDOWN_LIMIT_MS = 10_000;
// Beside the compiled server: dist/apps/api/src and dist/apps/web.
const WEB_ROOT = join(__dirname, '../../web');

async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel, process.stdout.isTTY);
  await prepareStores(config, (line) => logger.warn(line));
  const app = await createApp(config, { logger, webRoot: WEB_ROOT });
  await requireKeys(app.get(SecretVault));
  stopOnRequest(app, logger);
  logger.info(`The API listens on ${await listen(app, config)}`);
}

/** Gives the address. Not by Nest's own `listen`, which logs a failure besides throwing it. */
async function listen(app: NestExpressApplication, { host, port }: Config): Promise<string> {
  await app.init();
  const server: Server = app.getHttpServer();
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new StartupError(`PORT: ${host}:${port} is in use by another program`);
    if (error.code === 'EACCES') throw new StartupError(`PORT: ${host}:${port} must not be used by this user`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
      throw new StartupError(`HOST: ${host} is not an address of this machine`);
    throw error;
  });
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function stopOnRequest(app: NestExpressApplication, logger: Logger): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    logger.info('Stopping.');
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    app.close().then(() => process.exit(0), exitOnStartupFailure);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  onParentGone(stop);
}

main().catch(exitOnStartupFailure);
