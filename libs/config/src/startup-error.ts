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

interface StartupFailureMessage {
  readonly startupFailure: string;
}

/** The reason that a child process sent with exitOnStartupFailure, or null for any other message. */
export function startupFailureOf(message: unknown): string | null {
  const isFailure = typeof message === 'object' && message !== null && 'startupFailure' in message;
  return isFailure ? String(message.startupFailure) : null;
}

/**
 * Ends the process because of a failure while starting. A StartupError ends it with FATAL_EXIT_CODE and its one
 * line, which goes to the launcher where there is one (several services may fail for one reason, and it tells it
 * once); anything else with its stack and exit code 1.
 */
export function exitOnStartupFailure(error: unknown): void {
  if (!(error instanceof StartupError)) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
  const exit = () => process.exit(FATAL_EXIT_CODE);
  if (process.send === undefined || !process.connected) {
    process.stderr.write(`${error.message}\n`, exit);
    return;
  }
  const message: StartupFailureMessage = { startupFailure: error.message };
  process.send(message, undefined, undefined, exit);
}
