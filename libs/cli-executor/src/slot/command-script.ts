import type { CommandJob } from '../command-host';
import { shellQuote } from '../shell-quote';
import { isShellVariable } from '../shell-variables';
import { shellCall } from './shell-call';
import { NO_FOLDER, OUTSIDE } from './slot-words';

export interface CommandScriptInput extends Pick<CommandJob, 'command' | 'folder' | 'roots' | 'environment'> {
  /** The named pipe that takes the command's output. */
  readonly outputPath: string;
  /** Program that gives the command a session of its own, or null where the slot's shell sees to that. */
  readonly sessionLauncher: string | null;
  /** File that takes the command's process group id before it starts, or null when nobody asks. */
  readonly groupPath: string | null;
}

/**
 * Shell code that defines the function `run`: run in a forked copy of the slot's shell it becomes the command. The
 * copy turns into `/bin/sh -c <command>` by exec, so a command costs one fork, and nothing of the slot (variables,
 * descriptors) reaches it. Every value stands between single quotes, and none among the arguments of a program, which
 * every user of the host can read; but for the few variables of which shells make use themselves.
 */
export function commandScript(input: CommandScriptInput): Buffer {
  const launcher = input.sessionLauncher === null ? '' : `${shellQuote(input.sessionLauncher)} `;
  const lines = [`cd -P -- ${shellQuote(input.folder)} || { echo ${NO_FOLDER}; exit 1; }`];
  if (input.roots !== null) lines.push(...rootsCheck(input.roots));
  if (input.groupPath !== null) {
    lines.push(`read -r pid rest </proc/self/stat; echo "$pid" >${shellQuote(input.groupPath)}`);
  }
  const entries = Object.entries(input.environment);
  const plain = entries.filter(([name]) => isPlainVariable(name));
  const others = entries.filter(([name]) => !isPlainVariable(name));
  lines.push('unset PWD OLDPWD');
  if (plain.length > 0) lines.push(`export ${assignments(plain)}`);
  const environment = others.length === 0 ? '' : `/usr/bin/env -- ${assignments(others)} `;
  lines.push(
    `exec ${launcher}${environment}${shellCall(input.command).map(shellQuote).join(' ')} </dev/null >${shellQuote(input.outputPath)} 2>&1`,
  );
  return Buffer.from(`run() {\n${lines.join('\n')}\n}\n`);
}

/**
 * Asked after the folder was entered: whatever links led there, and whoever exchanges them meanwhile, the command starts
 * in the folder that is looked at here. pwd(1) asks the kernel (getcwd(3)); the shell's own one remembers a text.
 */
function rootsCheck(roots: readonly string[]): string[] {
  const within = roots.flatMap((root) => {
    const below = `${shellQuote(root.endsWith('/') ? root : `${root}/`)}*`;
    return [`${shellQuote(`${root}\n.`)}`, below];
  });
  // The dot keeps a line end that is part of the name.
  return [
    'here=$(/bin/pwd -P && echo .)',
    `case $here in ${within.join('|')}) ;; *) echo ${OUTSIDE}; exit 1;; esac`,
    'unset here',
  ];
}

/**
 * Whether assigning the variable means nothing to any shell. Names that do (UID, RANDOM, OPTIND, IFS…), some of them
 * read-only, and those that shells do not pass on because they are no identifiers go through env(1) instead.
 */
function isPlainVariable(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isShellVariable(name);
}

function assignments(entries: readonly (readonly [string, string])[]): string {
  return entries.map(([name, value]) => shellQuote(`${name}=${value}`)).join(' ');
}
