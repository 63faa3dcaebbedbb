import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Rate } from './chains';

/** The same commands by `xargs`, two at once: no orchestrator, nothing kept. */
export async function runFloor(commands: number): Promise<Rate> {
  const startedAt = performance.now();
  const child = spawn('sh', ['-c', `seq ${commands} | xargs -P2 -n1 sh -c 'echo hi' >/dev/null`], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`xargs ended with ${code}`);
  return { commands, seconds: (performance.now() - startedAt) / 1_000 };
}
