import type { ShownVariable } from './task-environment';

/** What is needed to run a task's command by hand. */
export interface ShellCommandParts {
  readonly command: string;
  readonly workingDirectory: string | null;
  readonly environment: readonly ShownVariable[];
}

/**
 * One line for a POSIX shell that does what the worker does: goes to the folder, sets the variables and gives the
 * command to `sh`. Values that are secret stand as `"${name:?}"`: the shell takes them from its own variables and
 * refuses when they are not set.
 */
export function shellCommand({ command, workingDirectory, environment }: ShellCommandParts): string {
  const folder = workingDirectory === null ? '' : `cd -- ${quote(workingDirectory)} && `;
  const variables = environment.map(
    ({ name, value, secret }) => `${name}=${secret ? `"\${${name}:?}"` : quote(value)} `,
  );
  return `${folder}${variables.join('')}sh -c ${quote(command)}`;
}

// What a terminal would take for keys when the line is pasted: one that ends the paste and clears the line would let the
// rest of a value run.
const KEYS = /[^\P{Cc}\n\t]+/gu;

// Between single quotes nothing is special but the quote itself (POSIX, XCU 2.2.2).
function quote(value: string): string {
  if (/^[\w@%+:,./-]+$/.test(value)) return value;
  return `'${value.replaceAll("'", "'\\''").replace(KEYS, (keys) => `'"$(printf '${octal(keys)}')"'`)}'`;
}

function octal(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
