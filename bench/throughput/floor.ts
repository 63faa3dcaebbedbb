import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Rate } from './chains';

/** The same commands by `xargs`: no orchestrator, nothing kept. */
export async function runFloor(commands: number, atOnce = 2): Promise<Rate> {
  const startedAt = performance.now();
  const script = `seq ${commands} | xargs -P${atOnce} -n1 sh -c 'echo hi' >/dev/null`;
  const child = spawn('sh', ['-c', script], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`xargs ended with ${code}`);
  return { commands, seconds: (performance.now() - startedAt) / 1_000 };
}
