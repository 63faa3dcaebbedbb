import { attemptId, type Execution, executionsOf, overlapsOf } from './executions';
import type { History, TaskRow } from './history';
import type { Ledger } from './ledger';

/** What was asked of the product. */
export interface Expectation {
  /** Records that were started, each once. */
  readonly records: readonly string[];
  /** How the run of a record may end. */
  readonly mayEndAs: (recordId: string) => readonly string[];
  /** When the stop of a record's run was acknowledged, by record. */
  readonly stops: ReadonlyMap<string, number>;
  /** How long the processes of a stopped command may live on, in ms. */
  readonly stopLimitMs: number;
}

/** Counts of what must not happen, each with sentences that say where. */
export interface Judgement {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly overlaps: readonly string[];
  readonly longestOverlapMs: number;
  readonly survivedStop: readonly string[];
  /** From the acknowledged stop to the last sign of its command, for each stop of a running command. */
  readonly stopMs: readonly number[];
}

/** Compares what commands wrote with what was asked for and with what the database says. */
export function judge(ledger: Ledger, history: History, expected: Expectation): Judgement {
  const executions = executionsOf(ledger.lines);
  const overlaps = overlapsOf(executions);
  const stopped = survivalOfStops(executions, expected);
  return {
    lost: [
      ...ledger.broken.map((line) => `a broken line in the ledger: '${line}'`),
      ...unfinishedRecords(history, expected),
      ...unprovenTasks(executions, history),
      ...unknownExecutions(executions, history),
    ],
    doubled: doubledCommands(executions, history),
    overlaps: overlaps.map(
      ({ earlier, later, ms }) =>
        `record ${later.recordId}: ${describe(earlier)} lived on for ${Math.round(ms)} ms after ${describe(later)} began`,
    ),
    longestOverlapMs: Math.max(0, ...overlaps.map(({ ms }) => ms)),
    survivedStop: stopped.filter(({ ms }) => ms > expected.stopLimitMs).map(({ text }) => text),
    stopMs: stopped.map(({ ms }) => ms),
  };
}

function unfinishedRecords({ runs }: History, expected: Expectation): string[] {
  const byRecord = groupBy(runs, (run) => run.record_id);
  return expected.records.flatMap((record) => {
    const own = byRecord.get(record) ?? [];
    const [run] = own;
    if (own.length !== 1 || !run) return [`record ${record} has ${own.length} runs instead of one`];
    if (expected.mayEndAs(record).includes(run.status)) return [];
    return [`run ${run.id} of record ${record} is ${run.status}`];
  });
}

/** A task that counts as done must have been begun and ended by the command itself. */
function unprovenTasks(executions: readonly Execution[], { tasks }: History): string[] {
  const known = new Map(executions.map((execution) => [attemptId(execution), execution]));
  return tasks
    .filter((task) => task.status === 'COMPLETED')
    .filter((task) => {
      const last = known.get(attemptId({ taskId: task.id, attempt: task.attempt_count }));
      return !last?.ended || last.starts === 0;
    })
    .map((task) => `task ${task.id} is COMPLETED, but its command did not run to its end`);
}

function unknownExecutions(executions: readonly Execution[], { attempts }: History): string[] {
  const known = new Set(attempts.map(({ task_id, attempt }) => attemptId({ taskId: task_id, attempt })));
  return executions
    .filter((execution) => !known.has(attemptId(execution)))
    .map((execution) => `${describe(execution)} ran, but the database does not know of it`);
}

function doubledCommands(executions: readonly Execution[], { tasks }: History): string[] {
  const again = executions
    .filter(({ starts }) => starts > 1)
    .map((execution) => `${describe(execution)} was started ${execution.starts} times`);
  const started = groupBy(executions, ({ taskId }) => taskId);
  const once = tasks
    .filter((task: TaskRow) => task.max_retries === 0 && (started.get(task.id)?.length ?? 0) > 1)
    .map((task) => `task ${task.id} has no retries, but was started ${started.get(task.id)?.length} times`);
  return [...again, ...once];
}

function survivalOfStops(
  executions: readonly Execution[],
  { stops }: Expectation,
): { readonly ms: number; readonly text: string }[] {
  return executions.flatMap((execution) => {
    const stoppedMs = stops.get(execution.recordId);
    if (stoppedMs === undefined || execution.lastMs < stoppedMs) return [];
    const ms = execution.lastMs - stoppedMs;
    return [{ ms, text: `${describe(execution)} gave a sign of life ${Math.round(ms)} ms after its stop` }];
  });
}

function describe({ taskIndex, taskId, attempt }: Execution): string {
  return `attempt ${attempt} of task ${taskIndex} (${taskId})`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
