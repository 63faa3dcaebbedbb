import type { Task, TaskAttempt } from '@app/api-client';
import { runSpan, taskSegments } from './timeline-segments';

const iso = (second: number): string => new Date(second * 1000).toISOString();

function attempt(number: number, from: number, to: number | null, fields: Partial<TaskAttempt> = {}): TaskAttempt {
  const completedAt = to === null ? null : iso(to);
  return { attempt: number, startedAt: iso(from), completedAt, retryDueAt: null, ...fields } as TaskAttempt;
}

function task(status: Task['status'], attempts: TaskAttempt[], fields: Partial<Task> = {}): Task {
  const over = status === 'COMPLETED' || status === 'FAILED' || status === 'STOPPED';
  const completedAt = over ? (attempts.at(-1)?.completedAt ?? null) : null;
  return { status, attempts, completedAt, waiting: null, ...fields } as Task;
}

const running = { startedAt: iso(100), completedAt: null };
const NOW = 150_000;

/** `kind from-to` in seconds since the start of the run. */
const read = (tasks: Task[], index: number, run: { startedAt: string; completedAt: string | null } = running) =>
  taskSegments(run, tasks, index, NOW).map(({ kind, from, to }) => `${kind} ${from / 1000 - 100}-${to / 1000 - 100}`);

it('waits from the start of the run, then runs to now', () => {
  expect(read([task('IN_PROGRESS', [attempt(1, 102, null)])], 0)).toEqual(['waiting 0-2', 'attempt 2-50']);
});

it('pauses and waits between attempts', () => {
  const failing = task('COMPLETED', [
    attempt(1, 100, 105, { outcome: 'FAILED' }),
    attempt(2, 117, 120, { retryDueAt: iso(115) }),
  ]);
  expect(read([failing], 0)).toEqual(['attempt 0-5', 'backoff 5-15', 'waiting 15-17', 'attempt 17-20']);
});

it('begins when the task before it ended', () => {
  const tasks = [task('COMPLETED', [attempt(1, 100, 110)]), task('PENDING', []), task('PENDING', [])];
  expect(read(tasks, 1)).toEqual(['waiting 10-50']);
  expect(read(tasks, 2)).toEqual([]);
});

it('shows the pause that is under way', () => {
  const waiting = { reason: 'backoff' } as Task['waiting'];
  expect(read([task('PENDING', [attempt(1, 100, 105, { outcome: 'FAILED' })], { waiting })], 0)).toEqual([
    'attempt 0-5',
    'backoff 5-50',
  ]);
});

it('has nothing for a kept task, and the next one begins with the run', () => {
  const tasks = [task('SKIPPED', []), task('IN_PROGRESS', [attempt(1, 101, null)])];
  expect(read(tasks, 0)).toEqual([]);
  expect(read(tasks, 1)).toEqual(['waiting 0-1', 'attempt 1-50']);
});

it('ends with a run that was stopped while it waited; what never had its turn has nothing', () => {
  const run = { startedAt: iso(100), completedAt: iso(120) };
  const stopped = task('STOPPED', [attempt(1, 100, 105, { outcome: 'FAILED' })], { completedAt: iso(120) });
  expect(read([stopped, task('PENDING', [])], 0, run)).toEqual(['attempt 0-5', 'waiting 5-20']);
  expect(read([stopped, task('PENDING', [])], 1, run)).toEqual([]);
});

it('spans what outlives the run: a stopped command that is still ending', () => {
  const run = { startedAt: iso(100), completedAt: iso(120) };
  expect(runSpan(run, [task('STOPPED', [attempt(1, 100, 123, { outcome: 'STOPPED' })])], NOW)).toEqual({
    start: 100_000,
    end: 123_000,
  });
});
