import type { CommandExecutor } from './command-executor';
import type { CommandExecutorOptions } from './executor-options';
import { PosixCommandExecutor } from './posix-command-executor';
import { WindowsCommandExecutor } from './windows/windows-command-executor';

/** The executor for this host; call its `start()` before the first command. */
export function createCommandExecutor(options: CommandExecutorOptions): CommandExecutor {
  return process.platform === 'win32' ? new WindowsCommandExecutor(options) : new PosixCommandExecutor(options);
}
