import type { Task, TaskAttempt, TaskSummary, Waiting } from '@app/process-records';
import { durationMs } from './duration';
import { retryDueAt } from './retry-due';
import type { TaskAttemptDto, TaskDto, TaskSummaryDto } from './task.dto';

export function toTaskSummaryDto(task: TaskSummary): TaskSummaryDto {
  return {
    id: task.id,
    processRecordId: task.processRecordId,
    runId: task.runId,
    taskIndex: task.taskIndex,
    taskName: task.taskName,
    status: task.status,
    command: task.command,
    workingDirectory: task.workingDirectory,
    timeoutMinutes: task.timeoutMinutes,
    retryCount: task.retryCount,
    maxRetries: task.maxRetries,
    startedAt: task.startedAt,
    completedAt: task.completedAt,
    durationMs: task.startedAt && durationMs(task.startedAt, task.completedAt),
    errorMessage: task.errorMessage,
    exitCode: task.exitCode,
    signal: task.signal,
    outputTruncated: task.outputTruncated,
    metadata: task.metadata,
  };
}

/**
 * @param attempts those of the task, oldest first
 * @param waiting why the task's run waits, at this task or another
 */
export function toTaskDto(task: Task, attempts: readonly TaskAttempt[], waiting: Waiting | null): TaskDto {
  return {
    ...toTaskSummaryDto(task),
    output: task.output,
    attempts: attempts.map((attempt, index) => toTaskAttemptDto(attempt, retryDueAt(task, attempts, index))),
    waiting: waiting?.taskId === task.id ? waiting : null,
  };
}

function toTaskAttemptDto(attempt: TaskAttempt, dueAt: Date | null): TaskAttemptDto {
  return {
    attempt: attempt.attempt,
    workerId: attempt.workerId,
    retryDueAt: dueAt,
    startedAt: attempt.startedAt,
    completedAt: attempt.completedAt,
    durationMs: durationMs(attempt.startedAt, attempt.completedAt),
    outcome: attempt.outcome,
    exitCode: attempt.exitCode,
    signal: attempt.signal,
    errorMessage: attempt.errorMessage,
    outputBytes: attempt.outputBytes,
    outputTruncated: attempt.outputTruncated,
    lateResult: attempt.lateResult,
  };
}
