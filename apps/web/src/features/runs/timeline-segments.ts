import type { ProcessRun, Task, TaskAttempt } from '@app/api-client';

/** A stretch of a task's time: waiting for its turn or a worker, pausing before a retry, or an attempt. */
export type Segment =
  | { readonly kind: 'waiting' | 'backoff'; readonly from: number; readonly to: number }
  | { readonly kind: 'attempt'; readonly from: number; readonly to: number; readonly attempt: TaskAttempt };

export type TimedRun = Pick<ProcessRun, 'startedAt' | 'completedAt'>;

/** From the start of the run to its end; to now, or to the end of a stopped command that outlived it. In ms. */
export function runSpan(run: TimedRun, tasks: readonly Task[], now: number): { start: number; end: number } {
  const start = Date.parse(run.startedAt);
  const ends = tasks.flatMap(({ attempts }) => attempts.map((attempt) => moment(attempt.completedAt) ?? now));
  const own = run.completedAt === null ? now : Date.parse(run.completedAt);
  return { start, end: Math.max(start + 1, own, ...ends) };
}

/** The time of one task in order, without gaps from when its turn came; none before that or when it was kept. */
export function taskSegments(run: TimedRun, tasks: readonly Task[], index: number, now: number): Segment[] {
  const task = tasks[index];
  const turn = task && turnOf(run, tasks, index);
  if (turn === undefined || task === undefined) return [];
  const segments: Segment[] = [];
  let since = turn;
  for (const attempt of task.attempts) {
    const from = Date.parse(attempt.startedAt);
    const due = Math.max(since, moment(attempt.retryDueAt) ?? since);
    segments.push({ kind: 'backoff', from: since, to: due }, { kind: 'waiting', from: due, to: from });
    const to = moment(attempt.completedAt) ?? now;
    segments.push({ kind: 'attempt', from, to, attempt });
    since = to;
  }
  segments.push(...pendingSegments(task, since, moment(task.completedAt ?? run.completedAt) ?? now));
  return segments.filter(({ kind, from, to }) => kind === 'attempt' || to > from);
}

// What follows the last attempt: nothing, or the wait for the next one, also when the run was stopped in it.
function pendingSegments(task: Task, since: number, until: number): Segment[] {
  const waits = task.status === 'PENDING' || (task.status === 'STOPPED' && task.attempts.at(-1)?.outcome !== 'STOPPED');
  if (!waits) return [];
  const pauses = task.waiting?.reason === 'backoff';
  return [{ kind: pauses ? 'backoff' : 'waiting', from: since, to: until }];
}

// A task's turn comes with the end of the one before; undefined when it did not, or when the task was kept.
function turnOf(run: TimedRun, tasks: readonly Task[], index: number): number | undefined {
  const task = tasks[index];
  if (task?.status === 'SKIPPED') return undefined;
  const before = tasks[index - 1];
  if (before === undefined || before.status === 'SKIPPED') return Date.parse(run.startedAt);
  const isOver = before.status === 'COMPLETED' || before.status === 'FAILED';
  const goesOn = task?.status !== 'PENDING' || run.completedAt === null;
  return isOver && goesOn ? moment(before.completedAt) : undefined;
}

function moment(at: string | null): number | undefined {
  return at === null ? undefined : Date.parse(at);
}
