import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { CommandSpec, PosixIsolation, RunningCommand } from '../src/command-executor';
import type { CommandExecutorOptions } from '../src/executor-options';
import { PosixCommandExecutor } from '../src/posix-command-executor';
import { RemoteExecutor } from './remote-executor';

/** What tests use of an executor, whichever process it is in. */
export interface TestedExecutor {
  run(spec: CommandSpec): RunningCommand;
  renewLease(validForMs: number): void;
  close(): Promise<void>;
}

export interface HostMode {
  readonly title: string;
  readonly isolation: PosixIsolation;
  readonly slotProgram: string;
  /** Python and bash tell every signal from an exit status; other shells say nothing about SIGINT and SIGPIPE. */
  readonly tellsAllSignals: boolean;
  /** Whose commands they are; null: this process's user. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  start(options?: Partial<CommandExecutorOptions>): Promise<TestedExecutor>;
}

/** What may run slots here, best first. */
const PROGRAMS = ['/usr/bin/python3', '/bin/bash', '/bin/sh'].filter((path) => existsSync(path));
const NOBODY = { uid: 65_534, gid: 65_534 };

/** All combinations of isolation mode, shell of the slot and user that this host allows; says which it does not. */
export function hostModes(): HostMode[] {
  const isRoot = process.getuid?.() === 0;
  const users = isRoot ? [null, NOBODY] : [null];
  const modes = users.flatMap((user) =>
    (['pid-namespace', 'user-pid-namespace', 'process-group'] as const).flatMap((isolation) =>
      // The slot's program does not depend on the user: once is enough.
      (user === null ? PROGRAMS : PROGRAMS.slice(0, 1)).flatMap((program) => {
        const refusal = refusalOf(isolation, program, user);
        if (refusal === null) return [mode(isolation, program, user)];
        if (!refusal.expected) process.stderr.write(`skipped: ${isolation} with ${program}: ${refusal.reason}\n`);
        return [];
      }),
    ),
  );
  if (modes.length === 0) throw new Error('this host allows no isolation mode at all');
  return modes;
}

function mode(isolation: PosixIsolation, slotProgram: string, user: HostMode['user']): HostMode {
  return {
    title: `${isolation}, ${slotProgram}, ${user === null ? 'own user' : 'nobody'}`,
    isolation,
    slotProgram,
    tellsAllSignals: slotProgram !== '/bin/sh',
    user,
    async start(options = {}) {
      const all = {
        concurrency: 2,
        killGraceMs: 2_000,
        isolation,
        slotProgram,
        environment: { HOME: '/root' },
        ...options,
      };
      if (user !== null) return RemoteExecutor.start(all, user);
      const executor = new PosixCommandExecutor(all);
      await executor.start();
      return executor;
    },
  };
}

function refusalOf(isolation: PosixIsolation, runner: string, user: HostMode['user']) {
  const isRoot = process.getuid?.() === 0 && user === null;
  if (isolation === 'pid-namespace' && !isRoot) return { expected: true, reason: 'for root only' };
  if (isolation === 'user-pid-namespace' && isRoot) return { expected: true, reason: 'for other users than root' };
  const attempt = {
    'pid-namespace': ['unshare', '--pid', '--fork', '--mount-proc', runner],
    'user-pid-namespace': ['unshare', '--user', '--map-current-user', '--pid', '--fork', '--mount-proc', runner],
    'process-group': [runner],
  }[isolation];
  const [program = runner, ...args] = [...attempt, '-c', ''];
  const { status, error, stderr } = spawnSync(program, args, { ...user, cwd: '/', encoding: 'utf8' });
  return status === 0 ? null : { expected: false, reason: error?.message ?? stderr.trim() };
}
