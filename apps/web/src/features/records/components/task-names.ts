import type { MatrixRow } from '../api/list-matrix';

/**
 * The columns of the matrix: each task name once, such that the names of one record stand in the order in which its
 * tasks run, wherever the rows do not contradict each other.
 */
export function taskNamesOf(rows: readonly MatrixRow[]): string[] {
  const names: string[] = [];
  const known = new Set<string>();
  for (const { tasks } of rows) {
    let place = tasks.some((task) => known.has(task.taskName)) ? 0 : names.length;
    for (const { taskName } of tasks) {
      if (known.has(taskName)) {
        place = names.indexOf(taskName) + 1;
        continue;
      }
      names.splice(place, 0, taskName);
      known.add(taskName);
      place += 1;
    }
  }
  return names;
}
