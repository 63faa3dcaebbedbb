import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { shortened, tableRow } from './report';
import type { ScenarioResult } from './verdict/verdict';

/** A result with its circumstances, as it is kept in a file. */
interface Measurement {
  readonly machine: string;
  readonly finishedAt: string;
  /** Processes that wanted a processor in the last minute of it. */
  readonly load: number;
  readonly result: ScenarioResult;
}

/** Results of one invocation. With a file, it holds those there are so far: a long run may be ended early. */
export class Measurements {
  private readonly all: Measurement[] = [];

  constructor(private readonly file: string | null) {}

  add(result: ScenarioResult): void {
    const [load = 0] = loadavg();
    this.all.push({ machine: describeMachine(), finishedAt: new Date().toISOString(), load, result });
    if (this.file) writeFileSync(this.file, `${this.toJson()}\n`);
  }

  toJson(): string {
    return JSON.stringify(
      this.all.map((measurement) => ({ ...measurement, result: shortened(measurement.result) })),
      null,
      2,
    );
  }
}

/** One Markdown table of the results in the files, and below it on what machines and with which seeds. */
export function reportOf(files: readonly string[]): string {
  const all = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Measurement[]);
  const loads = all.map(({ load }) => load);
  const seeds = new Set(all.map(({ result }) => `seed ${result.seed} at scale ${result.scale}`));
  return [
    tableRow(),
    ...all.map(({ result }) => tableRow(result)),
    '',
    `${[...seeds].join(', ')}; load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.`,
    ...new Set(all.map(({ machine }) => machine)),
  ].join('\n');
}

function describeMachine(): string {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${processor?.model ?? 'unknown processor'}, ${gigabytes} GB, ${type()} ${release()}, Node ${process.versions.node}.`;
}
