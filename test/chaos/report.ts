import type { Distribution } from './verdict/delays';
import type { FailureKind, ScenarioResult } from './verdict/verdict';

const SHOWN = 5;

/** One row of a Markdown table; the head when there is no result. */
export function tableRow(result?: ScenarioResult): string {
  const cells = result ? resultCells(result) : HEAD;
  const row = `| ${cells.join(' | ')} |`;
  return result ? row : `${row}\n|${' --- |'.repeat(cells.length)}`;
}

/** What went wrong, a few of each kind; empty when nothing did. */
export function failureLines({ failures }: ScenarioResult): string[] {
  return (Object.entries(failures) as [FailureKind, readonly string[]][]).flatMap(([kind, list]) => [
    ...list.slice(0, SHOWN).map((text) => `  ${kind}: ${text}`),
    ...(list.length > SHOWN ? [`  ${kind}: … ${list.length - SHOWN} more`] : []),
  ]);
}

/** The longest hand-overs, each with when it began: what to look for in the logs. */
export function slowestLines({ slowestHandovers }: ScenarioResult): string[] {
  return slowestHandovers.map(
    ({ next, ms, at }) =>
      `  hand-over to task ${next.taskIndex}#${next.attempt} of ${next.recordId}: ${Math.round(ms)} ms from ${at}`,
  );
}

/** For JSON: a few examples of each kind of failure are enough. */
export function shortened(result: ScenarioResult): object {
  const failures = Object.entries(result.failures).map(([kind, found]) => [kind, found.slice(0, SHOWN)]);
  const { slowestHandovers: _, ...rest } = result;
  return { ...rest, failures: Object.fromEntries(failures) };
}

const HEAD = [
  'scenario',
  'backend',
  'verdict',
  'tasks',
  'faults',
  'lost',
  'doubled',
  'overlap ms',
  'orphans',
  'recovery p50 / p99 / max',
  'hand-over p50 / p99 / max',
  'after the last fault p50 / p99 / max',
  'seconds',
];

function resultCells(result: ScenarioResult): string[] {
  const { found } = result;
  return [
    result.scenario,
    result.backend,
    result.verdict,
    String(result.tasks),
    Object.entries(result.faults)
      .map(([fault, count]) => `${count} ${fault}`)
      .join(', ') || 'none',
    String(found.lost + found.stuck),
    String(found.doubled),
    String(result.longestOverlapMs),
    String(found.orphaned + found.survivedStop),
    shown(result.recovery),
    shown(result.handover),
    shown(result.resumption),
    String(result.seconds),
  ];
}

function shown(distribution: Distribution | null): string {
  if (!distribution) return '–';
  return [distribution.p50Ms, distribution.p99Ms, distribution.maxMs].map((ms) => `${ms} ms`).join(' / ');
}
