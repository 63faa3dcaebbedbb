import type { GridTask, RunView } from '@app/process-records';
import { durationMs } from '../tasks/duration';
import type { RunGridCellDto, RunGridColumnDto, RunGridDto } from './run-grid.dto';

/**
 * @param runs newest first
 * @param tasks of all of them, in index order within a run
 */
export function toRunGridDto(runs: readonly RunView[], tasks: readonly GridTask[]): RunGridDto {
  const byRun = new Map<string, RunGridCellDto[]>(runs.map((run) => [run.id, []]));
  for (const task of tasks) byRun.get(task.runId)?.push(toCell(task));
  const columns = runs.map((run) => toColumn(run, byRun.get(run.id) ?? []));
  const names = columns.flatMap(({ cells }) => cells.map(({ taskName }) => taskName));
  return { runs: columns, taskNames: [...new Set(names)] };
}

function toColumn(run: RunView, cells: RunGridCellDto[]): RunGridColumnDto {
  return {
    runId: run.id,
    runNumber: run.runNumber,
    status: run.status,
    trigger: run.trigger,
    triggeredBy: run.triggeredBy,
    typeVersion: run.typeVersion,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    durationMs: durationMs(run.startedAt, run.completedAt),
    cells,
  };
}

function toCell(task: GridTask): RunGridCellDto {
  return {
    taskId: task.id,
    taskIndex: task.taskIndex,
    taskName: task.taskName,
    status: task.status,
    attempts: task.attemptCount,
    startedAt: task.startedAt,
    completedAt: task.completedAt,
    durationMs: task.startedAt && durationMs(task.startedAt, task.completedAt),
  };
}
