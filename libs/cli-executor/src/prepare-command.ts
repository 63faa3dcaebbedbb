import { access, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandSpec } from './command-executor';
import type { CommandJob } from './command-host';
import { refusalOf } from './command-refusal';

export interface CommandGround {
  /** Base of every command's environment. */
  readonly base: Readonly<Record<string, string>>;
  readonly argumentsLimit: number;
  readonly defaultDirectory?: string | undefined;
}

/** Variables that together name an attempt, and so tell its processes from all others of the host. */
const MARKER_VARIABLES = ['TASK_ID', 'TASK_ATTEMPT'];
const MARKER_VALUE = /^[A-Za-z0-9_.:-]+$/;

/** What is to be run, or why it cannot be: what the host does not take, a folder that is not there or not open to us. */
export async function prepareCommand(
  spec: CommandSpec,
  ground: CommandGround,
): Promise<CommandJob | { readonly refusal: string }> {
  const { command, environment, onOutput } = spec;
  const refusal = refusalOf(spec, { ...ground.base, ...environment }, ground.argumentsLimit);
  if (refusal !== null) return { refusal };
  const folder = resolve(ground.defaultDirectory ?? '.', spec.workingDirectory ?? '.');
  const folderProblem = await folderRefusal(folder);
  if (folderProblem !== null) return { refusal: folderProblem };
  return { command, folder, environment, onOutput, marker: markerOf(environment) };
}

/** Why a folder cannot be entered, or null; one call, as it is made for every command. */
function folderRefusal(folder: string): Promise<string | null> {
  return new Promise((resolvePromise) => {
    // With a slash, what is no folder is refused too.
    access(`${folder}/.`, constants.X_OK, (error) => resolvePromise(error === null ? null : describe(folder, error)));
  });
}

function describe(folder: string, error: NodeJS.ErrnoException): string {
  const named = `the working directory ${JSON.stringify(folder)}`;
  switch (error.code) {
    case 'ENOENT':
      return `${named} does not exist`;
    case 'ENOTDIR':
      return `${named} is not a directory`;
    case 'EACCES':
      return `${named} is not accessible: permission denied`;
    default:
      return `${named} is not accessible: ${error.code ?? error.message}`;
  }
}

function markerOf(environment: Readonly<Record<string, string>>): string[] {
  return MARKER_VARIABLES.flatMap((name) => {
    const value = environment[name];
    return value !== undefined && MARKER_VALUE.test(value) ? [`${name}=${value}`] : [];
  });
}
