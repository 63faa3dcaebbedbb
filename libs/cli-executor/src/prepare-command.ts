import { resolve } from 'node:path';
import type { CommandSpec } from './command-executor';
import type { CommandJob } from './command-host';
import { refusalOf } from './command-refusal';

export interface CommandGround {
  /** Base of every command's environment. */
  readonly base: Readonly<Record<string, string>>;
  readonly argumentsLimit: number;
  readonly defaultDirectory?: string | undefined;
  readonly roots: readonly string[] | null;
}

/** Variables that together name an attempt, and so tell its processes from all others of the host. */
const MARKER_VARIABLES = ['TASK_ID', 'TASK_ATTEMPT'];
const MARKER_VALUE = /^[A-Za-z0-9_.:-]+$/;

/** What is to be run, or why the host does not take it. */
export function prepareCommand(spec: CommandSpec, ground: CommandGround): CommandJob | { readonly refusal: string } {
  const { command, environment, secretFiles = {}, onOutput } = spec;
  const { roots } = ground;
  const refusal = refusalOf(spec, { ...ground.base, ...environment }, ground.argumentsLimit);
  if (refusal !== null) return { refusal };
  const folder = resolve(roots?.[0] ?? ground.defaultDirectory ?? '.', spec.workingDirectory ?? '.');
  return { command, folder, roots, environment, secretFiles, onOutput, marker: markerOf(environment) };
}

function markerOf(environment: Readonly<Record<string, string>>): string[] {
  return MARKER_VARIABLES.flatMap((name) => {
    const value = environment[name];
    return value !== undefined && MARKER_VALUE.test(value) ? [`${name}=${value}`] : [];
  });
}
