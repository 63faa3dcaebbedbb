import { readFileSync } from 'node:fs';
import type { CommandSpec } from './command-executor';

/** Linux passes no single argument or variable longer than 32 pages to a program (MAX_ARG_STRLEN, with its NUL). */
export const LONGEST_ARGUMENT_BYTES = 131_071;

const ARGUMENTS_FLOOR_BYTES = 131_072;
const ARGUMENTS_CEILING_BYTES = 6_291_456;
/** Room for the names of the programs that lead to the command. */
const RESERVED_BYTES = 4_096;
const POINTER_BYTES = 8;

/**
 * Bytes of arguments and environment that this host passes to a program: a quarter of the stack limit, from 128 KiB
 * to 6 MiB on Linux (execve(2)); 256 KiB, the smallest of the other systems, elsewhere.
 */
export function readArgumentsLimit(): number {
  let limits: string;
  try {
    limits = readFileSync('/proc/self/limits', 'latin1');
  } catch {
    return 262_144;
  }
  const soft = /^Max stack size\s+(\d+|unlimited)/m.exec(limits)?.[1];
  const stack = soft === undefined || soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
  return Math.max(ARGUMENTS_FLOOR_BYTES, Math.min(stack / 4, ARGUMENTS_CEILING_BYTES));
}

/**
 * Why a command cannot be handed to the operating system as it is, or null: a NUL byte, a name that is no variable's,
 * more bytes than the host passes to a program.
 * @param environment everything that the command will find in its environment
 */
export function refusalOf(
  spec: Pick<CommandSpec, 'command' | 'workingDirectory'>,
  environment: Readonly<Record<string, string>>,
  argumentsLimit: number,
): string | null {
  if (spec.command.includes('\0')) return 'the command contains a NUL byte';
  if (spec.workingDirectory?.includes('\0')) return 'the working directory contains a NUL byte';
  let total = Buffer.byteLength(spec.command) + RESERVED_BYTES;
  for (const [name, value] of Object.entries(environment)) {
    const shown = JSON.stringify(name);
    if (name === '' || /[=\0]/.test(name)) return `the environment variable name ${shown} is not possible`;
    if (value.includes('\0')) return `the environment variable ${shown} contains a NUL byte`;
    const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(value);
    if (bytes > LONGEST_ARGUMENT_BYTES) {
      return `the environment variable ${shown} is too long: ${bytes} bytes with its name, ${LONGEST_ARGUMENT_BYTES} are possible`;
    }
    total += bytes + 1 + POINTER_BYTES;
  }
  if (total > argumentsLimit) {
    return `the command and its environment are too long: ${total} bytes together, this host passes ${argumentsLimit}`;
  }
  return null;
}
