import type { Task, TaskContext, TaskInRun } from '@app/process-records';
import { durationMs } from './duration';
import type { TaskAttemptDto, TaskDto } from './task.dto';
import type { TaskAttemptDetailsDto, TaskDetailsDto, TaskInRunDto } from './task-details.dto';

/** @param shown the task as it is shown elsewhere */
export function toTaskDetailsDto(shown: TaskDto, task: Task, context: TaskContext): TaskDetailsDto {
  return {
    ...shown,
    attempts: shown.attempts.map((attempt) => toAttemptDetailsDto(attempt, context)),
    retryDelaySeconds: task.retryDelayMs / 1000,
    backoff: task.backoff,
    onWorkerLost: task.onWorkerLost,
    continueOnFailure: task.continueOnFailure,
    run: context.run,
    previousTask: context.previous,
    nextTask: context.next,
    environment: [...context.environment],
    shellCommand: context.shellCommand,
    latest: context.latest && toTaskInRunDto(context.latest),
    earlier: context.earlier.map(toTaskInRunDto),
  };
}

function toAttemptDetailsDto(attempt: TaskAttemptDto, { attempts }: TaskContext): TaskAttemptDetailsDto {
  const known = attempts.find((one) => one.attempt === attempt.attempt);
  return { ...attempt, queuedAt: known?.queuedAt ?? attempt.startedAt, workerHost: known?.workerHost ?? null };
}

function toTaskInRunDto(task: TaskInRun): TaskInRunDto {
  return { ...task, durationMs: task.startedAt && durationMs(task.startedAt, task.completedAt) };
}
