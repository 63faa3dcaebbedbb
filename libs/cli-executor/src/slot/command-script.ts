import type { CommandJob } from '../command-host';
import { LONGEST_ARGUMENT_BYTES } from '../command-refusal';
import { shellQuote } from '../shell-quote';

export interface CommandScriptInput extends Pick<CommandJob, 'command' | 'folder' | 'environment'> {
  /** What the slot has in its own environment and every command gets. */
  readonly base: Readonly<Record<string, string>>;
  /** The named pipe that takes the command's output. */
  readonly outputPath: string;
  /** Program that gives the command a session of its own, or null where the slot's shell sees to that. */
  readonly sessionLauncher: string | null;
  /** File that takes the command's process group id before it starts, or null when nobody asks. */
  readonly groupPath: string | null;
}

/** Printed by the script instead of running the command when the folder cannot be entered. */
export const NO_FOLDER = 'no-folder';

const SHELL = '/bin/sh';
const PIECE_BYTES = 120_000;

/**
 * Shell code that defines the function `run`: run in a forked copy of the slot's shell it becomes the command. The
 * copy turns into `/bin/sh -c <command>` by exec, so a command costs one fork, and nothing of the slot (variables,
 * descriptors) reaches it. Every value stands between single quotes.
 */
export function commandScript(input: CommandScriptInput): Buffer {
  const launcher = input.sessionLauncher === null ? '' : `${shellQuote(input.sessionLauncher)} `;
  const lines = [`cd -P -- ${shellQuote(input.folder)} || { echo ${NO_FOLDER}; exit 1; }`];
  if (input.groupPath !== null) {
    lines.push(`read -r pid rest </proc/self/stat; echo "$pid" >${shellQuote(input.groupPath)}`);
  }
  const names = Object.keys(input.environment);
  if (names.every(isPlainVariable)) {
    lines.push('unset PWD OLDPWD');
    if (names.length > 0) lines.push(`export ${assignments(input.environment)}`);
    lines.push(`exec ${launcher}${shellCall(input.command)} </dev/null >${shellQuote(input.outputPath)} 2>&1`);
  } else {
    const environment = assignments({ ...input.base, ...input.environment });
    const call = `${launcher}/usr/bin/env -i -- ${environment} ${shellCall(input.command)}`;
    lines.push(`exec ${call} </dev/null >${shellQuote(input.outputPath)} 2>&1`);
  }
  return Buffer.from(`run() {\n${lines.join('\n')}\n}\n`);
}

/**
 * Whether assigning the variable means nothing to any shell. Shells give meaning to upper-case names (UID, RANDOM,
 * OPTIND, IFS…), some read-only, and pass no names on that are not identifiers; those go through env(1) instead.
 */
function isPlainVariable(name: string): boolean {
  if (/^(TASK|PROCESS|RUN)_[A-Z_]+$/.test(name)) return true;
  if (name === 'histchars' || name === 'auto_resume') return false;
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && /[a-z]/.test(name) && !name.startsWith('BASH');
}

function assignments(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => shellQuote(`${name}=${value}`))
    .join(' ');
}

/** `/bin/sh -c <command>`; a command longer than one argument may be goes in pieces that the shell joins again. */
function shellCall(command: string): string {
  const bytes = Buffer.from(command);
  if (bytes.length <= LONGEST_ARGUMENT_BYTES) return `${SHELL} -c ${shellQuote(command)}`;
  const pieces = splitText(command, PIECE_BYTES);
  const joined = pieces.map((_, index) => `\${${index + 1}}`).join('');
  return `${SHELL} -c 'eval "set --;${joined}"' ${SHELL} ${pieces.map(shellQuote).join(' ')}`;
}

/** Pieces of at most `limit` bytes in UTF-8 (a character takes up to three bytes per UTF-16 unit). */
function splitText(text: string, limit: number): string[] {
  const units = Math.floor(limit / 3);
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + units, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
