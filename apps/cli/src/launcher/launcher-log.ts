import type { LogLevel } from '@app/config';

// Numbers of pino, which the services log with.
const NUMBERS = { debug: 20, info: 30, warn: 40 } as const;
const THRESHOLDS: Readonly<Record<LogLevel, number>> = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
  silent: Number.POSITIVE_INFINITY,
};

/** What the launcher tells: plain lines for the person who starts it, log lines as the services write them. */
export class LauncherLog {
  private readonly startedAt = performance.now();

  constructor(
    private readonly level: LogLevel,
    private readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stdout,
  ) {
    // The terminal may be gone while there is still something to end.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  }

  /** For the person at the terminal, whatever the log level. */
  say(line: string): void {
    this.out.write(`${line}\n`);
  }

  debug(message: string): void {
    this.write('debug', message);
  }

  info(message: string): void {
    this.write('info', message);
  }

  warn(message: string): void {
    this.write('warn', message);
  }

  /** Tells at debug level how long the start has taken so far. */
  timing(step: string): void {
    this.debug(`${step}: done ${Math.round(performance.now() - this.startedAt)} ms after the start`);
  }

  private write(level: keyof typeof NUMBERS, message: string): void {
    if (NUMBERS[level] < THRESHOLDS[this.level]) return;
    this.say(
      this.out.isTTY
        ? message
        : JSON.stringify({ level: NUMBERS[level], time: Date.now(), pid: process.pid, name: 'launcher', msg: message }),
    );
  }
}
