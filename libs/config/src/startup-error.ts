/**
 * Exit code of a service that stopped because starting it again would fail in the same way (EX_CONFIG of
 * sysexits.h): a wrong variable, a port in use, a database of another version. Supervisors do not restart it.
 */
export const FATAL_EXIT_CODE = 78;

/** A reason not to start that the user can remedy. The message is one line and holds no secret. */
export class StartupError extends Error {
  override readonly name: string = 'StartupError';
}

/** A variable of the environment has a value that cannot be used. */
export class ConfigError extends StartupError {
  override readonly name: string = 'ConfigError';
}

/**
 * Ends the process because of a failure while starting: a StartupError as its one line with FATAL_EXIT_CODE,
 * anything else with its stack and exit code 1.
 */
export function exitOnStartupFailure(error: unknown): never {
  if (error instanceof StartupError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(FATAL_EXIT_CODE);
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
