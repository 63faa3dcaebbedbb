import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { freePort } from '@app/testing';
import { percentile, table } from '../table';

const ROOT = join(__dirname, '../..');

/** Milliseconds from the command. */
interface StartAndStop {
  readonly ready: number;
  /** Of the launcher's own clock, which begins after npm. */
  readonly parts: ReadonlyMap<string, number>;
  /** From Ctrl-C until the prompt is back. */
  readonly stopped: number;
}

/** `npm start` and Ctrl-C as somebody at a terminal does them, on the same data again and again. */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { times: { type: 'string', default: '9' } } });
  const times = Number(values.times);
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-start-'));
  try {
    const first = await startAndStop(dataDir);
    const others: StartAndStop[] = [];
    for (let turn = 0; turn < times; turn += 1) others.push(await startAndStop(dataDir));
    const row = (title: string, of: (one: StartAndStop) => number | undefined): string[] => {
      const all = others.flatMap((one) => of(one) ?? []);
      const figures = [percentile(all, 0.5), Math.min(...all), Math.max(...all), of(first) ?? Number.NaN];
      return [title, ...figures.map((ms) => String(Math.round(ms)))];
    };
    const parts = [...(others[0]?.parts.keys() ?? [])];
    process.stdout.write(
      `${table(
        [`ms, ${times} starts`, 'median', 'shortest', 'longest', 'new data'],
        [
          row('npm start → is ready', ({ ready }) => ready),
          ...parts.map((part) => row(`· ${part}, after npm`, (one) => one.parts.get(part))),
          row('Ctrl-C → the end', ({ stopped }) => stopped),
        ],
      )}\n`,
    );
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startAndStop(dataDir: string): Promise<StartAndStop> {
  const { PATH, HOME } = process.env;
  const port = String(await freePort());
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { PATH, HOME, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'debug' },
    // A process group of its own, as a terminal gives to each command: a Ctrl-C reaches all of it.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const parts = new Map<string, number>();
  const ready = await new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, part, ms] = /"msg":"(.+): done (\d+) ms after the start"/.exec(line) ?? [];
      if (part !== undefined) parts.set(part, Number(ms));
      if (line.includes('is ready')) resolve(performance.now() - startedAt);
    });
    void closed.then(() => reject(new Error('The product did not start')));
  });
  const askedAt = performance.now();
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await closed;
  return { ready, parts, stopped: performance.now() - askedAt };
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
