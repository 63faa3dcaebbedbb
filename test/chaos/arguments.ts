import { parseArgs } from 'node:util';
import type { Backend } from './topology/topology';

/** What the command line asks for. */
export interface ChaosArguments {
  readonly seed: number;
  readonly backends: readonly Backend[];
  readonly scenarios: readonly string[];
  /** Safeguards to switch off instead of running scenarios. */
  readonly controls: readonly string[];
  readonly scale: number;
  /** For each scenario. */
  readonly limitMs: number;
  readonly jsonFile: string | null;
  /** Results of earlier invocations to make a table of, instead of running anything. */
  readonly report: readonly string[];
  /** Ledgers and logs stay also when all is well. */
  readonly keep: boolean;
  readonly verbose: boolean;
}

export const USAGE = `Usage: npm run chaos -- [options]
  --seed N                         of the schedule of faults; random when absent, and printed
  --backend postgres|redis|both    where the queue lives (both)
  --scenario NAME|all              repeatable (all)
  --control NAME|all               run negative controls instead: a safeguard switched off
  --scale F                        fraction of the full figures, e.g. 0.1 (1)
  --limit SECONDS                  for each scenario (7200)
  --json FILE                      also write the results there, after each scenario
  --report FILE…                   make the table of such files; runs nothing
  --keep                           keep ledgers and logs also when all is well
  --verbose                        print each fault, and the longest hand-overs`;

/** @throws Error that says what cannot be understood */
export function parseArguments(args: readonly string[], known: readonly string[]): ChaosArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      backend: { type: 'string', default: 'both' },
      scenario: { type: 'string', multiple: true, default: ['all'] },
      control: { type: 'string', multiple: true, default: [] },
      scale: { type: 'string', default: '1' },
      limit: { type: 'string', default: '7200' },
      json: { type: 'string' },
      report: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  if (values.report !== positionals.length > 0) throw new Error('Files are for --report, and --report is for files');
  const unknown = values.scenario.find((name) => name !== 'all' && !known.includes(name));
  if (unknown !== undefined) throw new Error(`--scenario ${unknown}: there is all, ${known.join(', ')}`);
  return {
    seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : number('seed', values.seed),
    backends: backends(values.backend),
    scenarios: values.scenario.includes('all') ? known : values.scenario,
    controls: values.control,
    scale: number('scale', values.scale),
    limitMs: number('limit', values.limit) * 1000,
    jsonFile: values.json ?? null,
    report: values.report ? positionals : [],
    keep: values.keep,
    verbose: values.verbose,
  };
}

function backends(text: string): Backend[] {
  if (text === 'both') return ['postgres', 'redis'];
  if (text === 'postgres' || text === 'redis') return [text];
  throw new Error(`--backend ${text}: there is postgres, redis and both`);
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} ${text}: not a number`);
  return value;
}
