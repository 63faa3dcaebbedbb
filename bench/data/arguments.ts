import { parseArgs } from 'node:util';

/** What history to make, and where. */
export interface DataArguments {
  readonly records: number;
  readonly runs: number;
  readonly tasks: number;
  /** The runs are spread over this many days up to now. */
  readonly days: number;
  readonly seed: number;
  /** An existing, empty database; otherwise the embedded one of `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

export const USAGE = `Usage: npm run bench:data -- [options]
  --records N          process records (20000)
  --runs N             runs of them (100000)
  --tasks N            tasks of all runs, a multiple of --runs (1000000)
  --days N             the history's length (28)
  --seed N             of everything that varies (1)
  --data-dir DIR       makes the embedded database there (.orchestrator-bench)
  --database-url URL   fills this empty database instead`;

/** @throws Error that says what cannot be understood */
export function parseArguments(args: readonly string[]): DataArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '20000' },
      runs: { type: 'string', default: '100000' },
      tasks: { type: 'string', default: '1000000' },
      days: { type: 'string', default: '28' },
      seed: { type: 'string', default: '1' },
      'database-url': { type: 'string' },
      'data-dir': { type: 'string', default: '.orchestrator-bench' },
    },
  });
  const [runs, tasks] = [positive('runs', values.runs), positive('tasks', values.tasks)];
  if (tasks % runs !== 0 || tasks / runs > 1_000) {
    throw new Error(`--tasks ${tasks}: must be a multiple of --runs (${runs}), at most 1,000 times as many`);
  }
  return {
    records: positive('records', values.records),
    runs,
    tasks,
    days: positive('days', values.days),
    seed: positive('seed', values.seed),
    databaseUrl: values['database-url'] ?? null,
    dataDir: values['data-dir'],
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} ${text}: must be a whole number from 1`);
  return value;
}
