import type { ProcessDetail, ProcessRunDetail, TaskDetails } from '@app/api-client';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Pages } from '../../shared/request/merge-page';
import { patchRecord, patchTask } from './patch-rows';
import type { RecordChange } from './record-change';

/** Patches the rows of all cached lists under a key; lists that hold none of the records stay the same objects. */
export function patchList<Row>(
  queries: QueryClient,
  prefix: QueryKey,
  idOf: (row: Row) => string,
  changes: ReadonlyMap<string, RecordChange>,
  patch: (row: Row, change: RecordChange) => Row,
): void {
  queries.setQueriesData<Pages<Row>>({ queryKey: prefix }, (pages) => {
    if (pages === undefined) return undefined;
    let changed = false;
    const patched = pages.pages.map((page) => {
      const rows = page.rows.map((row) => {
        const change = changes.get(idOf(row));
        const next = change === undefined ? row : patch(row, change);
        if (next !== row) changed = true;
        return next;
      });
      return { ...page, rows };
    });
    return changed ? { ...pages, pages: patched } : pages;
  });
}

/** Patches the record pages that are cached: the record's status, and the tasks of the run shown; null when deleted. */
export function patchDetails(queries: QueryClient, changes: ReadonlyMap<string, RecordChange>, at: string): void {
  for (const [id, change] of changes) {
    if (change.status === 'DELETED') {
      queries.setQueryData<ProcessDetail | null>(['records', 'detail', id], (detail) => detail && null);
      continue;
    }
    queries.setQueryData<ProcessDetail | null>(['records', 'detail', id], (detail) =>
      detail === undefined || detail === null
        ? detail
        : { process: patchRecord(detail.process, change), tasks: patchTasks(detail.tasks, change, at) },
    );
    for (const [taskId, changed] of change.tasks) {
      queries.setQueryData<TaskDetails>(['tasks', 'detail', taskId], (task) => task && patchTask(task, changed, at));
    }
    for (const runId of change.runIds) {
      queries.setQueryData<ProcessRunDetail>(['runs', 'detail', id, runId], (run) =>
        run === undefined ? undefined : { ...run, tasks: patchTasks(run.tasks, change, at) },
      );
    }
  }
}

function patchTasks(tasks: ProcessDetail['tasks'], change: RecordChange, at: string): ProcessDetail['tasks'] {
  return tasks.map((task) => {
    const changed = change.tasks.get(task.id);
    if (changed === undefined) return task;
    const patched = patchTask(task, changed, at);
    return patched === task ? task : { ...patched, waiting: null };
  });
}
