import { execFileSync } from 'node:child_process';

/**
 * A real job for one of the types in `process-types/`, and the same work by commands of its own. Paths have blanks,
 * quotes and a leading hyphen, as users' paths do.
 */
export interface ShippedTypeJob {
  readonly type: string;
  /** Makes the input under `dir`, an empty folder, and gives the record's inputData. */
  prepare(dir: string): Record<string, string | number | boolean>;
  /** Does the work by hand, beside, and throws an AssertionError unless the results are the same. */
  verify(dir: string): void;
}

/** Where every job has its results, relative to the folder of the job. */
export const RESULTS = `results of "today's" $(job)`;

/** Runs a POSIX shell script in `cwd`, without the user's git configuration, and gives what it wrote. Throws when it fails. */
export function shell(script: string, cwd: string, variables: Readonly<Record<string, string>> = {}): string {
  const fixed = { LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('/bin/sh', ['-euc', script], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env.PATH, HOME: cwd, ...fixed, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
