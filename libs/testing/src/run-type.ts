import { spawnSync } from 'node:child_process';
import type { ProcessTypeDefinition, TaskDefinition } from '@app/process-core';
import { resolveInput, taskEnvironment } from '@app/process-types';

export interface TypeRun {
  /** The folder the commands start in. */
  readonly cwd: string;
  readonly input: object;
  /** What `-c <command>` is given to; `/bin/sh` when absent. */
  readonly shell?: readonly string[];
  /** How often each task is run in a row; once when absent. */
  readonly times?: number;
}

export interface TypeRunOutcome {
  readonly exitCode: number | null;
  readonly output: string;
  /** The task that failed; null when none did. */
  readonly failed: string | null;
}

/** Runs the tasks of a type one after the other as a worker would, up to the first that fails. No database, no queue. */
export function runType(type: ProcessTypeDefinition, run: TypeRun): TypeRunOutcome {
  let output = '';
  for (const task of type.tasks) {
    for (let time = 0; time < (run.times ?? 1); time++) {
      const outcome = runTask(type, task, run);
      output += outcome.output;
      if (outcome.failed !== null) return { ...outcome, output };
    }
  }
  return { exitCode: 0, output, failed: null };
}

/** Runs one task of a type. Throws when the type refuses the input. */
export function runTask(
  type: ProcessTypeDefinition,
  task: TaskDefinition,
  { cwd, input, shell = ['/bin/sh'] }: TypeRun,
): TypeRunOutcome {
  const resolved = resolveInput(type, input);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.issues));
  const [file = '', ...flags] = shell;
  const { status, stdout } = spawnSync(file, [...flags, '-c', `exec 2>&1\n${task.command}`], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: '1',
      ...taskEnvironment(task, resolved.value),
      PROCESS_RECORD_ID: 'record-1',
      TASK_NAME: task.name,
      TASK_ATTEMPT: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { exitCode: status, output: stdout, failed: status === 0 ? null : task.name };
}
