import { spawn } from 'node:child_process';
import {
  CommandExecutor,
  type CommandEnd,
  type CommandSpec,
  type IsolationMode,
  type RunningCommand,
} from '@app/cli-executor';
class Tmp extends CommandExecutor {
  isolation: IsolationMode = 'process-group';
  async start() {}
  run(spec: CommandSpec): RunningCommand {
    const c = spawn('/bin/sh', ['-c', spec.command], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', ...spec.environment },
    });
    c.stdout.on('data', spec.onOutput);
    c.stderr.on('data', spec.onOutput);
    let stopped = false;
    const end = new Promise<CommandEnd>((res) =>
      c.on('close', (code, sig) =>
        res(
          stopped
            ? { kind: 'stopped', exitCode: code, signal: sig }
            : code !== null
              ? { kind: 'exited', exitCode: code }
              : { kind: 'signaled', signal: String(sig) },
        ),
      ),
    );
    return {
      end,
      stop() {
        stopped = true;
        process.kill(-(c.pid as number), 'SIGTERM');
      },
      kill() {
        stopped = true;
        process.kill(-(c.pid as number), 'SIGKILL');
      },
    };
  }
  renewLease() {}
  async close() {}
}
export const createCommandExecutor = (_o: unknown): CommandExecutor => new Tmp();
