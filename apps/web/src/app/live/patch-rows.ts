import type { ProcessRecord, TaskSummary } from '@app/api-client';
import type { MatrixRow } from '../../features/records/api/list-matrix';
import type { RecordChange, TaskChange } from './record-change';

/** The record as it is after the change, as far as the change tells; the same object when nothing is different. */
export function patchRecord(record: ProcessRecord, change: RecordChange): ProcessRecord {
  const index = currentIndex(record, change);
  const status = change.status === undefined || change.status === 'DELETED' ? record.currentStatus : change.status;
  const waiting = goesOn(status, change) ? null : record.waiting;
  const same = status === record.currentStatus && index === record.currentTaskIndex && waiting === record.waiting;
  return same ? record : { ...record, currentStatus: status, currentTaskIndex: index, waiting };
}

/** The row as it is after the change. Tasks of a run that the row does not know yet have to be read. */
export function patchMatrixRow(row: MatrixRow, change: RecordChange, at: string): MatrixRow {
  const record = patchRecord(row.record, change);
  const tasks = row.tasks.map((task) => {
    const changed = change.tasks.get(task.id);
    return changed === undefined ? task : patchTask(task, changed, at);
  });
  const same = record === row.record && tasks.every((task, index) => task === row.tasks[index]);
  return same ? row : { record, tasks };
}

/** The task as it is after the change, with the time of the event where the server's is not known yet. */
export function patchTask<Task extends TaskSummary>(task: Task, change: TaskChange, at: string): Task {
  if (task.status === change.status) return task;
  const { status } = change;
  if (status === 'IN_PROGRESS') return { ...task, status, startedAt: task.startedAt ?? at, completedAt: null };
  return { ...task, status, completedAt: status === 'PENDING' ? null : at };
}

// Whether the run certainly does not wait any more: it is over, or one of its tasks began.
function goesOn(status: ProcessRecord['currentStatus'], change: RecordChange): boolean {
  return status !== 'IN_PROGRESS' || [...change.tasks.values()].some((task) => task.status === 'IN_PROGRESS');
}

function currentIndex(record: ProcessRecord, change: RecordChange): number {
  if (change.status === 'COMPLETED') return record.totalTasks;
  let index = change.tasks.size > 0 ? 0 : record.currentTaskIndex;
  for (const task of change.tasks.values()) index = Math.max(index, task.index);
  return index;
}
