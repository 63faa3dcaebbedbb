import { setTimeout as delay } from 'node:timers/promises';
import type { SqlClient } from '@app/database';
import { findViolations } from '@app/testing';
import type { FaultLog } from '../scenarios/fault-log';
import type { Scenario } from '../scenarios/scenario';
import { describeProcess, markedProcesses } from '../topology/process-table';
import { endedWell } from '../topology/service';
import { patience } from '../patience';
import { type Backend, KILL_GRACE_MS, type Topology } from '../topology/topology';
import { uptimeMs } from '../uptime';
import type { Load } from '../workload/load';
import {
  type Distribution,
  distributionOf,
  type Handover,
  handoversOf,
  recoveryDelays,
  resumptionDelays,
} from './delays';
import { executionsOf } from './executions';
import { readHistory } from './history';
import { judge } from './judgement';
import { readLedger } from './ledger';

/** What a scenario has shown. Durations are in ms unless named otherwise. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly title: string;
  readonly backend: Backend;
  readonly seed: number;
  readonly scale: number;
  readonly verdict: 'green' | 'red';
  readonly seconds: number;
  readonly records: number;
  readonly tasks: number;
  readonly attempts: number;
  readonly faults: Readonly<Record<string, number>>;
  /** What must not have happened, by kind: empty lists when all is well. */
  readonly failures: Readonly<Record<FailureKind, readonly string[]>>;
  readonly found: Readonly<Record<FailureKind, number>>;
  readonly longestOverlapMs: number;
  readonly recovery: Distribution | null;
  readonly handover: Distribution | null;
  /** Of the hand-overs in which a fault ended, the part after it. */
  readonly resumption: Distribution | null;
  /** The longest hand-overs, and when they began. */
  readonly slowestHandovers: readonly (Handover & { readonly at: string })[];
  /** From an acknowledged stop to the last sign of its command. */
  readonly stop: Distribution | null;
  /** From the kill of a worker to the death of everything below it. */
  readonly death: Distribution | null;
  /** Ends of services that nobody asked for; they were started again. */
  readonly crashes: readonly string[];
}

export type FailureKind =
  | 'stuck'
  | 'lost'
  | 'doubled'
  | 'overlapping'
  | 'orphaned'
  | 'survivedStop'
  | 'violated'
  | 'badEnd';

export interface Evidence {
  readonly run: {
    readonly scenario: Scenario;
    readonly backend: Backend;
    readonly seed: number;
    readonly scale: number;
  };
  readonly ending: string;
  readonly seconds: () => number;
  readonly topology: Topology;
  readonly sql: SqlClient;
  readonly load: Load;
  readonly log: FaultLog;
  readonly crashes: readonly string[];
  readonly ledgerFile: string;
  /** In the environment of all services; with `-command` in that of all commands. */
  readonly mark: string;
}

const GONE_WITHIN_MS = 2 * KILL_GRACE_MS + 1_000;
// For a stop to reach its command; one that ignores SIGTERM then lives for the whole grace.
const STOP_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 50;
const SLOWEST = 5;

/** What was found, by kind, without the kinds of which nothing was found. */
export function failuresOf({ failures }: ScenarioResult): Partial<Record<FailureKind, readonly string[]>> {
  return Object.fromEntries(Object.entries(failures).filter(([, found]) => found.length > 0));
}

/** Waits until nothing moves any more, stops the services, and compares what is known. */
export async function verdictOf(evidence: Evidence): Promise<ScenarioResult> {
  const { run, sql, load, log } = evidence;
  const { scenario } = run;
  const orphaned = [...log.orphans, ...(await survivors(`${evidence.mark}-command`, 'although nothing runs any more'))];
  const history = await readHistory(sql);
  const violated = await findViolations(sql);
  const ends = await evidence.topology.stopServices();
  orphaned.push(...(await survivors(evidence.mark, 'although the services have ended')));
  const ledger = readLedger(evidence.ledgerFile);
  const mayEndAs = (recordId: string): readonly string[] => {
    const type = load.typeOf(recordId);
    const asPlanned = type ? (scenario.mayEndAs?.(type) ?? ['COMPLETED']) : [];
    return log.stops.has(recordId) ? ['STOPPED'] : asPlanned;
  };
  const judgement = judge(ledger, history, {
    records: load.records,
    mayEndAs,
    stops: log.stops,
    stopLimitMs: KILL_GRACE_MS + patience(STOP_WITHIN_MS),
  });
  const executions = executionsOf(ledger.lines);
  const handovers = handoversOf(executions);
  const failures = {
    stuck: evidence.ending === 'finished' ? [] : [`the load ended as '${evidence.ending}'`],
    lost: judgement.lost,
    doubled: judgement.doubled,
    overlapping: judgement.overlaps,
    orphaned,
    survivedStop: judgement.survivedStop,
    violated,
    badEnd: [...log.badEnds, ...badEnds(ends)],
  };
  return {
    scenario: scenario.name,
    title: scenario.title,
    backend: run.backend,
    seed: run.seed,
    scale: run.scale,
    verdict: Object.values(failures).every((kind) => kind.length === 0) ? 'green' : 'red',
    seconds: Math.round(evidence.seconds()),
    records: load.records.length,
    tasks: history.tasks.length,
    attempts: executions.length,
    faults: log.counts,
    failures,
    found: countsOf(failures),
    longestOverlapMs: Math.round(judgement.longestOverlapMs),
    recovery: distributionOf(recoveryDelays(executions, history, log.losses)),
    handover: distributionOf(handovers.map(({ ms }) => ms)),
    resumption: distributionOf(resumptionDelays(handovers, log.faultEndsMs)),
    slowestHandovers: slowest(handovers),
    stop: distributionOf(judgement.stopMs),
    death: distributionOf(log.deathMs),
    crashes: evidence.crashes,
  };
}

function countsOf(failures: Readonly<Record<FailureKind, readonly string[]>>): Record<FailureKind, number> {
  return Object.fromEntries(Object.entries(failures).map(([kind, list]) => [kind, list.length])) as Record<
    FailureKind,
    number
  >;
}

function slowest(handovers: readonly Handover[]): (Handover & { at: string })[] {
  const startedAt = Date.now() - uptimeMs();
  return [...handovers]
    .sort((one, other) => other.ms - one.ms)
    .slice(0, SLOWEST)
    .map((handover) => ({ ...handover, at: new Date(startedAt + handover.fromMs).toISOString() }));
}

/** Marked processes that do not end; they are ended here, so that nothing is left behind. */
async function survivors(mark: string, although: string): Promise<string[]> {
  const deadline = performance.now() + patience(GONE_WITHIN_MS);
  let alive = markedProcesses(mark);
  while (alive.length > 0 && performance.now() < deadline) {
    await delay(LOOK_EVERY_MS);
    alive = markedProcesses(mark);
  }
  const found = alive.map((survivor) => `${describeProcess(survivor)} lives ${although}`);
  for (const { pid } of alive) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
  return found;
}

function badEnds(ends: ReadonlyMap<string, string>): string[] {
  return [...ends].filter(([, how]) => !endedWell(how)).map(([name, how]) => `${name} ended with ${how} after SIGTERM`);
}
