// A process that runs commands for a test, which can kill it, freeze it, or run it as another user.
import { createInterface } from 'node:readline';
import type { CommandSpec, RunningCommand } from '../src/command-executor';
import { createCommandExecutor } from '../src/create-command-executor';
import type { CommandExecutorOptions } from '../src/executor-options';

export type Request =
  | { readonly op: 'run'; readonly id: number; readonly spec: Omit<CommandSpec, 'onOutput' | 'onStarted'> }
  | { readonly op: 'stop' | 'kill'; readonly id: number }
  | { readonly op: 'renew'; readonly validForMs: number }
  | { readonly op: 'block'; readonly forMs: number }
  | { readonly op: 'close' };

export type Answer =
  | { readonly event: 'ready'; readonly isolation: string }
  | { readonly event: 'output'; readonly id: number; readonly base64: string }
  | { readonly event: 'end'; readonly id: number; readonly end: Awaited<RunningCommand['end']> }
  | { readonly event: 'renewed' }
  | { readonly event: 'failed'; readonly message: string };

function answer(message: Answer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function main(options: CommandExecutorOptions): Promise<void> {
  const executor = createCommandExecutor(options);
  await executor.start();
  const running = new Map<number, RunningCommand>();
  const handle = async (request: Request): Promise<void> => {
    switch (request.op) {
      case 'run': {
        const { id } = request;
        const onOutput = (chunk: Buffer) => answer({ event: 'output', id, base64: chunk.toString('base64') });
        const command = executor.run({ ...request.spec, onOutput });
        running.set(id, command);
        answer({ event: 'end', id, end: await command.end });
        return;
      }
      case 'stop':
        running.get(request.id)?.stop();
        return;
      case 'kill':
        running.get(request.id)?.kill();
        return;
      case 'renew':
        executor.renewLease(request.validForMs);
        answer({ event: 'renewed' });
        return;
      case 'block': {
        // An event loop that does not turn.
        const until = performance.now() + request.forMs;
        while (performance.now() < until);
        return;
      }
      case 'close':
        await executor.close();
        process.stdin.destroy();
    }
  };
  createInterface({ input: process.stdin }).on('line', (line) => void handle(JSON.parse(line)));
  answer({ event: 'ready', isolation: executor.isolation });
}

main(JSON.parse(process.argv[2] ?? '')).catch((error: unknown) => {
  answer({ event: 'failed', message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
