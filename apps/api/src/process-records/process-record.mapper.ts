import type { RecordView } from '@app/process-records';
import type { ProcessRecordDto } from './process-record.dto';

export function toProcessRecordDto(record: RecordView): ProcessRecordDto {
  return {
    id: record.id,
    type: record.type,
    inputData: record.inputData,
    schedule: record.schedule,
    timeZone: record.timeZone,
    scheduleOptions: record.scheduleOptions,
    nextFireAt: record.nextFireAt,
    schedulePausedAt: record.schedulePausedAt,
    scheduleError: record.scheduleError,
    currentStatus: record.currentStatus,
    currentTaskIndex: record.currentTaskIndex,
    totalTasks: record.totalTasks,
    startedWhen: record.startedWhen,
    completedWhen: record.completedWhen,
    failedWhen: record.failedWhen,
    stoppedWhen: record.stoppedWhen,
    lastErrorMessage: record.lastErrorMessage,
    triggeredBy: record.triggeredBy,
    lastDurationMs: record.lastDurationMs,
    usualDurationMs: record.usualDurationMs,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    latestRunId: record.latestRunId,
    waiting: record.waiting,
  };
}
