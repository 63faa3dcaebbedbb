// What shells say by exit codes (POSIX, XCU 2.8.2), and what the common signals mean.
const SIGNAL_WORDS: Readonly<Record<string, string>> = {
  SIGHUP: 'hung up',
  SIGINT: 'interrupted',
  SIGQUIT: 'quit',
  SIGILL: 'illegal instruction',
  SIGABRT: 'aborted itself',
  SIGBUS: 'bad memory access',
  SIGFPE: 'arithmetic error',
  SIGKILL: 'killed',
  SIGSEGV: 'invalid memory access',
  SIGPIPE: 'nobody read its output',
  SIGALRM: 'its alarm went off',
  SIGTERM: 'asked to end',
};
const SIGNAL_NUMBERS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
};

/** How a command left: `exit code 127: command not found`, `SIGKILL: killed`; null when it reported neither. */
export function exitWords({ exitCode, signal }: { exitCode: number | null; signal: string | null }): string | null {
  if (signal !== null) return withMeaning(signal, SIGNAL_WORDS[signal]);
  if (exitCode === null) return null;
  return withMeaning(`exit code ${exitCode}`, codeMeaning(exitCode));
}

function codeMeaning(code: number): string | undefined {
  if (code === 126) return 'the command could not be executed';
  if (code === 127) return 'command not found';
  const signal = SIGNAL_NUMBERS[code - 128];
  return signal === undefined ? undefined : `${signal}, as a shell reports it`;
}

function withMeaning(what: string, meaning: string | undefined): string {
  return meaning === undefined ? what : `${what}: ${meaning}`;
}

/** How an attempt ended, in words: what the command reported, then what else is known. Null when nothing is. */
export function endingOf(attempt: {
  exitCode: number | null;
  signal: string | null;
  errorMessage: string | null;
}): string | null {
  const exit = exitWords(attempt);
  const message = attempt.errorMessage;
  const code = `exit code ${attempt.exitCode}`;
  if (exit === null || message === null) return exit ?? message;
  if (message === code || message === `ended by ${attempt.signal}`) return exit;
  return `${exit} · ${message.startsWith(`${code}: `) ? message.slice(code.length + 2) : message}`;
}
