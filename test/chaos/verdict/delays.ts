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
    const loss = losses.find(({ pid, atMs }) => pid === worker_pid && atMs <= (next?.startMs ?? 0));
    if (outcome !== 'WORKER_LOST' || !lost || !next || !loss) return [];
    return [next.startMs - loss.atMs];
  });
}

/** From the end of a command to the start of the run's next one: what a fault adds shows in the highest values. */
export function handoverDelays(executions: readonly Execution[]): number[] {
  const lastEndOfRun = new Map<string, number>();
  const delays: number[] = [];
  for (const { runId, startMs, endMs } of executions) {
    const previousEnd = lastEndOfRun.get(runId);
    if (previousEnd !== undefined) delays.push(Math.max(0, startMs - previousEnd));
    if (endMs === null) lastEndOfRun.delete(runId);
    else lastEndOfRun.set(runId, endMs);
  }
  return delays;
}
