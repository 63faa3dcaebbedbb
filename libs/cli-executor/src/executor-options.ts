import { homedir, tmpdir } from 'node:os';
import type { IsolationMode } from './command-executor';

/** The part of a command's environment that does not depend on the command. */
export interface EnvironmentBase {
  readonly PATH: string;
  readonly HOME: string;
  readonly LANG: string;
  readonly TZ: string;
  readonly TMPDIR: string;
}

export interface CommandExecutorOptions {
  /** Commands at once. */
  readonly concurrency: number;
  /** Between SIGTERM and SIGKILL of a command that was stopped or timed out. */
  readonly killGraceMs: number;
  /** `auto` (default) takes the strongest mode that this host allows; a named one is taken or refused at start. */
  readonly isolation?: 'auto' | IsolationMode;
  /** Where commands without a working directory run; this process's own folder by default. */
  readonly defaultDirectory?: string;
  /**
   * Folders that commands may be started in or below, links followed, by absolute path; null or absent: any. The first
   * takes the place of the default directory.
   */
  readonly allowedRoots?: readonly string[] | null;
  /** Overrides parts of the fixed base of every command's environment. */
  readonly environment?: Partial<EnvironmentBase>;
  /** Folder for the executor's private files (a few kilobytes); in memory where the host offers that. */
  readonly runtimeDirectory?: string;
  /** Python or shell that runs the slots (never the commands: they always get `/bin/sh`); see `findSlotProgram`. */
  readonly slotProgram?: string;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The base of every command's environment: what the options say over defaults that suit any host. */
export function environmentBase(overrides: Partial<EnvironmentBase> = {}): EnvironmentBase {
  return {
    PATH: DEFAULT_PATH,
    HOME: homedir(),
    LANG: 'C.UTF-8',
    TZ: Intl.DateTimeFormat().resolvedOptions().timeZone,
    TMPDIR: tmpdir(),
    ...overrides,
  };
}
