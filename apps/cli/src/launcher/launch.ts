import { join } from 'node:path';
import { type LauncherConfig, serviceEnvironment, StartupError } from '@app/config';
import { EmbeddedPostgres } from '@app/database/embedded';
import { adminPassword } from './admin-password';
import { prepareDataFolder } from './data-folder';
import { deferred } from './deferred';
import { LauncherLog } from './launcher-log';
import { checkPort } from './port-check';
import { addressOf, waitUntilReady } from './readiness';
import { Services } from './services';
import { StopRequest } from './stop-request';

/**
 * Runs the whole product until it is asked to stop: PostgreSQL (unless DATABASE_URL names one), the API and the
 * workers. Whatever the outcome, nothing that it started is left running.
 * @throws StartupError with the reason in one line
 */
export async function launch(config: LauncherConfig): Promise<void> {
  const log = new LauncherLog(config.logLevel);
  const stop = new StopRequest();
  const failure = deferred<never>();
  // It may come while nobody waits for it yet.
  failure.promise.catch(() => undefined);
  let postgres: EmbeddedPostgres | null = null;
  let services: Services | null = null;
  try {
    await checkPort(config.host, config.port);
    prepareDataFolder(config.dataDir);
    const admin = adminPassword(config);
    log.timing('checks');
    if (config.databaseUrl === null) postgres = await startPostgres(config, log, failure.reject);
    log.timing('PostgreSQL');
    const environment = serviceEnvironment(config, {
      databaseUrl: config.databaseUrl ?? postgres?.url ?? '',
      adminPassword: admin.password,
    });
    if (stop.isRequested) return;
    services = new Services({
      config,
      environment,
      lifeline: postgres?.lifeline ?? null,
      log,
      onFatal: failure.reject,
    });
    services.start();
    const ready = waitUntilReady(config, log, stop.requested);
    if (await Promise.race([ready, failure.promise])) {
      log.timing('API');
      log.say(`Process Orchestrator is ready: ${addressOf(config)}`);
      if (admin.isNew) log.say(`Sign in as ${config.adminUsername} with the password ${admin.password}`);
      if (admin.file) log.say(`The password is kept in ${admin.file}`);
      log.say('Ctrl-C stops it.');
    }
    await Promise.race([stop.requested, failure.promise]);
    log.say('Stopping: running commands may finish (Ctrl-C again ends them at once)');
  } finally {
    await services?.stop(stop.hurried);
    await postgres?.stop();
    stop.dispose();
  }
  log.say('Stopped.');
}

async function startPostgres(
  config: LauncherConfig,
  log: LauncherLog,
  onLost: (reason: Error) => void,
): Promise<EmbeddedPostgres> {
  const postgres = await EmbeddedPostgres.start({
    folder: join(config.dataDir, 'postgres'),
    log: (line) => log.info(line),
    onLost: (reason) => onLost(new StartupError(`PostgreSQL was lost: ${reason.message}`)),
  });
  log.debug(`PostgreSQL ${postgres.reused ? 'was running' : 'started'} (pid ${postgres.pid}, as ${postgres.account})`);
  return postgres;
}
