import type { CommandJob } from '../command-host';
import { shellCall } from './shell-call';

/**
 * A command for `PYTHON_LOOP`: a line with the bytes that follow, the number of arguments and that of roots; then, with
 * a NUL between, the folder, the roots, the arguments, and the whole environment as `NAME=value`.
 * @param environment all that the command finds in its environment
 */
export function commandFrame(
  { command, folder, roots }: Pick<CommandJob, 'command' | 'folder' | 'roots'>,
  environment: Readonly<Record<string, string>>,
): Buffer {
  const call = shellCall(command);
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const fields = Buffer.from([folder, ...(roots ?? []), ...call, ...variables].join('\0'));
  return Buffer.concat([Buffer.from(`${fields.length} ${call.length} ${roots?.length ?? 0}\n`), fields]);
}
