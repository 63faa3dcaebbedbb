import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine';
import type { BurstFigures } from './parts/burst';
import type { FairnessFigures } from './parts/fairness';
import type { GrowthFigures } from './parts/growth';
import type { HistoryFigures } from './parts/history';
import type { IsolationFigures } from './parts/isolation';
import type { LatencyFigures } from './parts/latencies';
import type { RateFigures } from './parts/rates';
import type { ScaleFigures } from './parts/scale';

/** What can be measured, each by itself. */
export interface PartFigures {
  readonly rates: RateFigures;
  readonly latencies: LatencyFigures;
  readonly growth: GrowthFigures;
  readonly history: HistoryFigures;
  readonly scale: ScaleFigures;
  readonly burst: BurstFigures;
  readonly fairness: FairnessFigures;
  readonly isolation: IsolationFigures;
}
export type PartName = keyof PartFigures;

/** In the order in which they are measured; what takes longest comes last. */
export const PART_NAMES: readonly PartName[] = [
  'rates',
  'latencies',
  'growth',
  'scale',
  'burst',
  'fairness',
  'isolation',
  'history',
];

/** A part's figures, and what they are figures of. */
export interface Measured<Figures> {
  /** When it ended. */
  readonly at: string;
  readonly seconds: number;
  /** What was checked out; with `+` when files differed from it. */
  readonly commit: string;
  readonly machine: Machine;
  readonly figures: Figures;
}

/** What `--json` keeps: each part as it was measured last. */
export type Results = { readonly [Name in PartName]?: Measured<PartFigures[Name]> };

/** The results of a file; none when there is no such file. Throws when it is no JSON. */
export function readResults(file: string): Results {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};
}

/** Puts a part's figures into the file, in the place of earlier ones. */
export function keepResult<Name extends PartName>(
  file: string,
  name: Name,
  measured: Measured<PartFigures[Name]>,
): void {
  writeFileSync(file, `${JSON.stringify({ ...readResults(file), [name]: measured }, null, 2)}\n`);
}

/** Names what is checked out. */
export function checkedOut(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: __dirname, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+';
    return `${git('rev-parse', '--short', 'HEAD')}${changed}`;
  } catch {
    return 'unknown';
  }
}
