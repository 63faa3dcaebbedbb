import 'reflect-metadata';
import { DRAIN_LIMIT_MS, exitOnStartupFailure, loadConfig, onParentGone } from '@app/config';
import { requireKeys, SecretVault } from '@app/secrets';
import { prepareStores } from '@app/step-queue';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { pino } from 'pino';
import { WorkerModule } from './worker.module';
import { WorkerService } from './worker.service';

/** How long a shutdown waits, after the commands have ended, for their results to be taken. */
const REPORT_LIMIT_MS = 10_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const earlyLog = pino({ level: config.logLevel, base: { service: 'worker', pid: process.pid } });
  await prepareStores(config, (line) => earlyLog.warn(line));
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger: ['error', 'warn'] });
  app.useLogger(app.get(Logger));
  await requireKeys(app.get(SecretVault));
  const worker = app.get(WorkerService);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // A database that stays away must not keep a worker from ending; what it could not report is recovered.
    setTimeout(() => process.exit(1), DRAIN_LIMIT_MS + config.killGraceMs + REPORT_LIMIT_MS).unref();
    worker
      .stop()
      .then(() => app.close())
      .then(() => process.exit(0), exitOnStartupFailure);
  };
  // The first signal asks, another one waits for no command any more.
  const onSignal = (): void => (stopping ? worker.giveBack() : stop());
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  onParentGone(stop);
  await worker.start();
}

main().catch(exitOnStartupFailure);
