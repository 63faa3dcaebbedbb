import type { TaskSummary } from '@app/api-client';
import type { MatrixRow } from '../api/list-matrix';
import { taskNamesOf } from './task-names';

function row(...names: string[]): MatrixRow {
  return { record: {} as MatrixRow['record'], tasks: names.map((taskName) => ({ taskName }) as TaskSummary) };
}

it.each([
  ['the order of the tasks', [row('a', 'b', 'c')], 'abc'],
  ['each name once', [row('a', 'b'), row('a', 'b')], 'ab'],
  ['another type after the ones before', [row('a', 'b'), row('x', 'y')], 'abxy'],
  ['a task that came into the middle in a later version', [row('a', 'c'), row('a', 'b', 'c')], 'abc'],
  ['a task that came before the first', [row('b', 'c'), row('a', 'b')], 'abc'],
  ['records that never ran', [row(), row('a')], 'a'],
])('gives the columns: %s', (_case, rows, expected) => expect(taskNamesOf(rows).join('')).toBe(expected));
