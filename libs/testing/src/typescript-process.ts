import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A process that runs one of the project's TypeScript files from source. */
export class TypescriptProcess {
  readonly output: string[] = [];
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private readonly waiting = new Set<() => void>();
  private over = false;

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.take(line));
    }
    this.ended = once(child, 'close').then(([code, signal]) => {
      this.over = true;
      for (const check of this.waiting) check();
      return { code, signal };
    });
  }

  /** The first line, past or future, that matches; rejects with all the output when the process ends without it. */
  line(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.output.find((line) => pattern.test(line));
        if (found === undefined && !this.over) return;
        this.waiting.delete(check);
        if (found === undefined) reject(new Error(`no line like ${pattern} in:\n${this.output.join('\n')}`));
        else resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }

  /** Sends the signal and waits until the process and its output have ended. */
  async end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    this.child.kill(signal);
    return this.ended;
  }

  private take(line: string): void {
    this.output.push(line);
    for (const check of this.waiting) check();
  }
}

export interface ProcessOptions {
  /** Replaces the environment but for PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Give the process an IPC channel, as the launcher does. */
  readonly ipc?: boolean;
  /** In a process group of its own. */
  readonly detached?: boolean;
}

/** Starts `file` (path from the repository's root) with the arguments; nothing has to be built for it. */
export function runTypescript(
  file: string,
  args: readonly string[] = [],
  options: ProcessOptions = {},
): TypescriptProcess {
  const root = join(__dirname, '../../..');
  const child = spawn(
    process.execPath,
    ['--require', join(__dirname, 'typescript-hook.cjs'), join(root, file), ...args],
    {
      cwd: options.cwd ?? root,
      env: { PATH: process.env.PATH, ...options.env, ENDS_WITH_STDIN: 'yes' },
      detached: options.detached ?? false,
      // The hook ends the process when its standard input closes: nothing outlives a test run that was killed.
      stdio: ['pipe', 'pipe', 'pipe', ...(options.ipc ? ['ipc' as const] : [])],
    },
  );
  return new TypescriptProcess(child);
}
