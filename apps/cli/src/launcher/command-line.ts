import { parseArgs } from 'node:util';
import { StartupError } from '@app/config';

/** What the launcher was asked to do. */
export type LauncherCommand = 'start' | 'help' | 'version';

/** What `--help` prints. */
export const USAGE = `Usage: npm start [-- --help | --version]

Runs Process Orchestrator: PostgreSQL (unless DATABASE_URL names one), the API with the
dashboard, and the workers. Ctrl-C ends it. It takes no other arguments; it is configured
by environment variables, of which these are needed most often:

  PORT, HOST                  where the API and the dashboard listen (8082, 127.0.0.1)
  DATA_DIR                    the embedded database and generated secrets (.orchestrator)
  DATABASE_URL                an external PostgreSQL 13 or newer
  REDIS_URL                   the queue on Redis instead of PostgreSQL
  WORKERS                     worker processes (by the machine)
  WORKER_CONCURRENCY          commands at once in each of them (by the machine)
  ADMIN_PASSWORD              the administrator's password (generated, and said once)
  PROCESS_TYPES_DIR           the folder of YAML types (process-types)
  LOG_LEVEL                   trace, debug, info, warn, error, fatal or silent (info)

For example: PORT=9000 DATA_DIR=/var/lib/orchestrator npm start
The README has all of them.`;

/**
 * Reads the arguments after the program's name.
 * @throws StartupError when there is one that means nothing
 */
export function parseCommandLine(args: readonly string[]): LauncherCommand {
  const options = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    if (values.help) return 'help';
    return values.version ? 'version' : 'start';
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new StartupError(`${reason}: see --help; settings are environment variables, such as PORT=9000`);
  }
}
