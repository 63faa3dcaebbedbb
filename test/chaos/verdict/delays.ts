import { attemptId, type Execution } from './executions';
import type { History } from './history';

export interface Distribution {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** When a worker was killed or frozen. */
export interface WorkerLoss {
  readonly pid: number;
  readonly atMs: number;
}

/** Nearest-rank percentiles; null of nothing. */
export function distributionOf(values: readonly number[]): Distribution | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const rank = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { count: sorted.length, p50Ms: rank(0.5), p99Ms: rank(0.99), maxMs: rank(1) };
}

/** From the loss of a worker to the start of the next attempt, for each attempt that was lost with it. */
export function recoveryDelays(
  executions: readonly Execution[],
  { attempts }: History,
  losses: readonly WorkerLoss[],
): number[] {
  const known = new Map(executions.map((execution) => [attemptId(execution), execution]));
  return attempts.flatMap(({ task_id, attempt, outcome, worker_pid }) => {
    const lost = known.get(attemptId({ taskId: task_id, attempt }));
    const next = known.get(attemptId({ taskId: task_id, attempt: attempt + 1 }));
    if (outcome !== 'WORKER_LOST' || !lost || !next) return [];
    // A frozen worker goes on under the same pid and can be lost again: the loss that counts came while this one ran.
    const loss = losses.find(({ pid, atMs }) => pid === worker_pid && atMs >= lost.startMs && atMs <= next.startMs);
    if (!loss) return [];
    return [next.startMs - loss.atMs];
  });
}

/** From the end of a command to the start of the run's next one. */
export interface Handover {
  readonly next: Execution;
  readonly fromMs: number;
  readonly ms: number;
}

/** What a fault adds shows in the longest of them. */
export function handoversOf(executions: readonly Execution[]): Handover[] {
  const lastEndOfRun = new Map<string, number>();
  const handovers: Handover[] = [];
  for (const next of executions) {
    const fromMs = lastEndOfRun.get(next.runId);
    if (fromMs !== undefined) handovers.push({ next, fromMs, ms: Math.max(0, next.startMs - fromMs) });
    if (next.endMs === null) lastEndOfRun.delete(next.runId);
    else lastEndOfRun.set(next.runId, next.endMs);
  }
  return handovers;
}

/** Of the hand-overs in which a fault ended: how long they took from then on, or from the last such fault. */
export function resumptionDelays(handovers: readonly Handover[], faultEndsMs: readonly number[]): number[] {
  return handovers.flatMap(({ next, fromMs }) => {
    const within = faultEndsMs.filter((endMs) => endMs >= fromMs && endMs <= next.startMs);
    return within.length > 0 ? [next.startMs - Math.max(...within)] : [];
  });
}
