export * from './attention.repository';
export * from './attempt-output.repository';
export * from './process-record.entity';
export * from './process-record.repository';
export * from './process-record.service';
export * from './process-record-query.service';
export * from './process-records.module';
export * from './process-run.entity';
export * from './process-run.repository';
export * from './record-filter';
export * from './record-id';
export type { RecordView, RunView } from './record-view';
export { RecordScheduleService } from './record-schedule.service';
export type { FireCounts } from './fire-counts';
export { FireTallyRepository } from './fire-tally.repository';
export { PastFires } from './past-fires';
export type { ScheduleFilter } from './schedule-filter';
export { ScheduleOutlookRepository } from './schedule-outlook.repository';
export { ScheduleOutlookService } from './schedule-outlook.service';
export { SCHEDULE_SORTS, type ScheduleSort, ScheduleTimelineRepository } from './schedule-timeline.repository';
export { ScheduleTimelineService } from './schedule-timeline.service';
export * from './run-definition.service';
export * from './run-grid.repository';
export {
  FIRE_OUTCOMES,
  FIRE_REASONS,
  type FireOutcomeName,
  type FireReasonName,
  ScheduleFireRepository,
} from './schedule-fire.repository';
export { ScheduleSwitchRepository } from './schedule-switch.repository';
export * from './scheduled-task.repository';
export * from './statistics.repository';
export * from './statistics-window';
export * from './tally.repository';
export type { TaskInRun } from './task-context.repository';
export * from './task-context.service';
export { VARIABLE_ORIGINS, type VariableOrigin } from './task-environment';
export * from './task.entity';
export * from './task.repository';
export * from './task-attempt.entity';
export * from './throughput.repository';
export * from './worker.entity';
export * from './worker.repository';
export * from './execution-history.repository';
export { EXECUTION_KINDS, EXECUTION_OUTCOMES, type ExecutionKind, type ExecutionOutcome } from './execution-source';
export { WORK_LIST_STATES, type WorkListState } from './work-list-filter';
export * from './work-list-group.repository';
export { WORK_LIST_SORTS, type WorkListSort } from './work-list-page';
export { WaitingRepository } from './waiting.repository';
export { WAITING_REASONS, type Waiting, type WaitingReason } from './waiting';
export { MISSING_KINDS, type MissingKind } from './output-missing';
export { readLine } from './read-line';
export { readLines } from './read-lines';
export { readOutput } from './read-output';
export { searchOutput } from './search-output';
export * from './input-sealing.service';
export * from './sealed-input.repository';
