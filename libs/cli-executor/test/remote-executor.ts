import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CommandEnd, CommandSpec, RunningCommand } from '../src/command-executor';
import type { CommandExecutorOptions } from '../src/executor-options';
import { compileLibrary } from './compile-library';
import type { Answer, Request } from './executor-process';

interface Pending {
  readonly onOutput: (chunk: Buffer) => void;
  readonly resolve: (end: CommandEnd) => void;
}

/** An executor in a process of its own, driven through its standard input. */
export class RemoteExecutor {
  private readonly pending = new Map<number, Pending>();
  private count = 0;
  private onReady: (answer: Answer) => void = () => undefined;
  private onRenewed: () => void = () => undefined;
  isolation = '';

  private constructor(
    private readonly process: ChildProcessWithoutNullStreams,
    private readonly folder: string,
  ) {
    createInterface({ input: process.stdout }).on('line', (line) => this.take(JSON.parse(line)));
  }

  /** @param user numeric user and group that the process runs as; this process's own when absent */
  static async start(options: CommandExecutorOptions, user?: { uid: number; gid: number }): Promise<RemoteExecutor> {
    const folder = compileLibrary();
    const child = spawn(
      process.execPath,
      [join(folder, 'test', 'executor-process.js'), JSON.stringify(options)],
      // What a command must not see.
      { ...user, cwd: '/', env: { SERVER_SECRET: 'never-shown' }, stdio: 'pipe' },
    );
    child.stderr.pipe(process.stderr);
    // Written to one that was killed.
    child.stdin.on('error', () => undefined);
    const remote = new RemoteExecutor(child, folder);
    const ready = await new Promise<Answer>((resolve) => {
      remote.onReady = resolve;
    });
    if (ready.event !== 'ready') {
      rmSync(folder, { recursive: true });
      throw new Error(ready.event === 'failed' ? ready.message : 'unexpected answer');
    }
    remote.isolation = ready.isolation;
    return remote;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  run(spec: CommandSpec): RunningCommand {
    this.count += 1;
    const id = this.count;
    const { onOutput, onStarted, ...rest } = spec;
    onStarted?.();
    const end = new Promise<CommandEnd>((resolve) => this.pending.set(id, { onOutput, resolve }));
    this.send({ op: 'run', id, spec: rest });
    return { end, stop: () => this.send({ op: 'stop', id }), kill: () => this.send({ op: 'kill', id }) };
  }

  renewLease(validForMs: number): void {
    this.send({ op: 'renew', validForMs });
  }

  /** Resolves when the process has done it. */
  async renewedLease(validForMs: number): Promise<void> {
    const renewed = new Promise<void>((resolve) => {
      this.onRenewed = resolve;
    });
    this.renewLease(validForMs);
    await renewed;
  }

  /** Keeps its event loop from turning. */
  block(forMs: number): void {
    this.send({ op: 'block', forMs });
  }

  /** The executor's own folder, as its guard was told. */
  runtimeFolder(): string {
    const found = readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      try {
        if (!readFileSync(`/proc/${name}/status`, 'utf8').includes(`\nPPid:\t${this.pid}\n`)) return [];
        const guard = /(\S+)\/guard\.sh/.exec(readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '));
        return guard?.[1] === undefined ? [] : [guard[1]];
      } catch {
        return [];
      }
    });
    if (found[0] === undefined) throw new Error('there is no guard');
    return found[0];
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exit = once(this.process, 'exit');
      this.send({ op: 'close' });
      await exit;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private send(request: Request): void {
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
  }

  private take(answer: Answer): void {
    switch (answer.event) {
      case 'output':
        this.pending.get(answer.id)?.onOutput(Buffer.from(answer.base64, 'base64'));
        return;
      case 'end':
        this.pending.get(answer.id)?.resolve(answer.end);
        this.pending.delete(answer.id);
        return;
      case 'renewed':
        this.onRenewed();
        return;
      case 'ready':
      case 'failed':
        this.onReady(answer);
    }
  }
}
