import 'reflect-metadata';
import { exitOnStartupFailure, loadConfig, onParentGone, StartupError } from '@app/config';
import { runMigrations, waitForDatabase } from '@app/database';
import { prepareQueueLocation, QueueRefusedError, queueLocation } from '@app/step-queue';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { WorkerModule } from './worker.module';
import { WorkerService } from './worker.service';

const DATABASE_WAIT_MS = 60_000;

async function main(): Promise<void> {
  const config = loadConfig();
  await waitForDatabase(config.databaseUrl, DATABASE_WAIT_MS).catch((error: Error) => {
    throw new StartupError(`DATABASE_URL: the database cannot be used: ${error.message}`);
  });
  await runMigrations(config.databaseUrl);
  await prepareQueueLocation(queueLocation(config)).catch((error: Error) => {
    if (error instanceof QueueRefusedError) throw new StartupError(error.message);
    throw error;
  });
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger: ['error', 'warn'] });
  app.useLogger(app.get(Logger));
  const worker = app.get(WorkerService);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    worker
      .stop()
      .then(() => app.close())
      .then(() => process.exit(0), exitOnStartupFailure);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  onParentGone(stop);
  await worker.start();
}

main().catch(exitOnStartupFailure);
