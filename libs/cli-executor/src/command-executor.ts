/** How commands are kept apart and made sure to end; detected once when the executor starts. */
export type IsolationMode = 'pid-namespace' | 'user-pid-namespace' | 'process-group' | 'job';

/** The modes of POSIX hosts. */
export type PosixIsolation = Exclude<IsolationMode, 'job'>;

/** One command to run. */
export interface CommandSpec {
  /** Names the attempt in spool files and logs, e.g. `<task id>-<attempt>`; [A-Za-z0-9_-]+ */
  readonly key: string;
  /** Text for `/bin/sh -c` (POSIX) or `cmd.exe /d /s /c` (Windows). */
  readonly command: string;
  /** null: the executor's default folder. */
  readonly workingDirectory: string | null;
  /**
   * Added to the fixed base (PATH, HOME, LANG, TZ, TMPDIR); nothing else of the server's environment is passed.
   * `TASK_ID` and `TASK_ATTEMPT` also mark the command's processes: together they must be its alone on this host.
   */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Contents of files that the command may read, by the variable that gets the file's path. They are its user's alone, in
   * a folder of this command's that goes away with it, also when the worker is killed.
   */
  readonly secretFiles?: Readonly<Record<string, string>>;
  /** null: no limit. */
  readonly timeoutMs: number | null;
  /** Called with stdout and stderr in the order written, byte-exact, last before `end` is known. Must not throw. */
  readonly onOutput: (chunk: Buffer) => void;
  /**
   * Called once, right before the command is handed to a slot: from here on it may have had effects, unless the end is
   * `not-started` after all (a working directory that cannot be entered).
   */
  readonly onStarted?: () => void;
}

/** How a command ended. All output was delivered and everything it started is dead when this is known. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly exitCode: number }
  /** Without bash on the host, SIGINT and SIGPIPE appear as exit codes 130 and 141. */
  | { readonly kind: 'signaled'; readonly signal: string }
  /** Ended by the executor because `timeoutMs` passed; exit code or signal as the command ended. */
  | { readonly kind: 'timed-out'; readonly exitCode: number | null; readonly signal: string | null }
  /** Ended by `stop()`. */
  | { readonly kind: 'stopped'; readonly exitCode: number | null; readonly signal: string | null }
  /** Never started: the reason names the missing folder, the refused argument, the full disk… */
  | { readonly kind: 'not-started'; readonly reason: string }
  /** Never started, because the worker's lease has run out: nothing was done, and nothing speaks against the command. */
  | { readonly kind: 'withheld'; readonly reason: string }
  /** The slot that ran it died or was killed by the lease guard; what the command did is unknown. */
  | { readonly kind: 'lost'; readonly reason: string };

export interface RunningCommand {
  readonly end: Promise<CommandEnd>;
  /** SIGTERM to the whole tree, SIGKILL to what is left of it after the grace; idempotent. `end` tells when it is over. */
  stop(): void;
  /** SIGKILL to the whole tree at once. */
  kill(): void;
}

/** Runs shell commands, each as a tree of processes that ends as a whole. The only home of child processes. */
export abstract class CommandExecutor {
  /** Known after `start()`. */
  abstract readonly isolation: IsolationMode;
  /** Stronger modes that the host refused, each as `<mode>: <what the host said>`; for the log. */
  abstract readonly refusals: readonly string[];
  /** Detects the isolation mode and starts the slots. Throws with a clear line when commands cannot run here. */
  abstract start(): Promise<void>;
  /** Runs a command in a free slot; callers keep at most `concurrency` commands at once. Never throws. */
  abstract run(spec: CommandSpec): RunningCommand;
  /**
   * Tells the lease guard, a separate process, that the worker's lease was renewed: commands may live for
   * `validForMs` more, counted from this call. When it is not told again in time (worker frozen, event loop blocked), it
   * kills them all at that moment, so pass less than what is left of the lease. Commands do not start meanwhile.
   */
  abstract renewLease(validForMs: number): void;
  /** Kills what runs and ends the slots. */
  abstract close(): Promise<void>;
}
