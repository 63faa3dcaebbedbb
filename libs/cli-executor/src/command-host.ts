/** A command as it is handed over, checked and complete. */
export interface CommandJob {
  readonly command: string;
  /** Absolute path. */
  readonly folder: string;
  /** Folders by their real paths that `folder`, links followed, has to be in or below; null: any. */
  readonly roots: readonly string[] | null;
  /** What the command finds in its environment besides the base. */
  readonly environment: Readonly<Record<string, string>>;
  /** Contents of private files by the variable that gets the file's path. */
  readonly secretFiles: Readonly<Record<string, string>>;
  /** Variables (`NAME=value`) that together no other command has. */
  readonly marker: readonly string[];
  readonly onOutput: (chunk: Buffer) => void;
}

/** How a command ended by itself; by then all its output was delivered and all that it started is dead. */
export type HostedOutcome =
  | { readonly kind: 'ended'; readonly status: number; readonly signal: string | null }
  | { readonly kind: 'not-started'; readonly reason: string }
  /** The host itself was killed, and the command with it. */
  | { readonly kind: 'died'; readonly reason: string };

/** A command that was handed over. */
export interface HostedCommand {
  readonly outcome: Promise<HostedOutcome>;
  /** Asks all of it to end (SIGTERM); false when there was nothing to ask yet. */
  terminate(): boolean;
  /** Ends all of it (SIGKILL); may be called again until the outcome is there. */
  kill(): void;
}

/** What runs commands, one at a time. */
export interface CommandHost {
  /** @throws when the command cannot begin (disk full, too many open files); it has had no effect then */
  execute(job: CommandJob): HostedCommand;
}
