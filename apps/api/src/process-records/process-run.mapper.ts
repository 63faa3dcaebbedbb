import type { RunView } from '@app/process-records';
import { durationMs } from '../tasks/duration';
import type { ProcessRunDto } from './process-run.dto';

export function toProcessRunDto(run: RunView): ProcessRunDto {
  return {
    id: run.id,
    processRecordId: run.processRecordId,
    runNumber: run.runNumber,
    type: run.type,
    typeVersion: run.typeVersion,
    inputData: run.inputData,
    status: run.status,
    currentTaskIndex: run.currentTaskIndex,
    totalTasks: run.totalTasks,
    trigger: run.trigger,
    triggeredBy: run.triggeredBy,
    resumedFromRunId: run.resumedFromRunId,
    scheduledFireAt: run.scheduledFireAt,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    durationMs: durationMs(run.startedAt, run.completedAt),
    errorMessage: run.errorMessage,
    waiting: run.waiting,
  };
}
