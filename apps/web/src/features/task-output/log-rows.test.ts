import type { TaskLogMissing } from '@app/api-client';
import { LogRows } from './log-rows';

const END: TaskLogMissing = { kind: 'WORKER_LOST', line: null, nextLine: null, bytes: null, lines: null, reason: 'x' };
const GAP: TaskLogMissing = { kind: 'NOT_KEPT', line: 4, nextLine: 1001, bytes: 9, lines: 997, reason: 'x' };

function shown(rows: LogRows): (number | string)[] {
  return Array.from({ length: rows.count }, (_, row) => {
    const at = rows.at(row);
    return at.kind === 'line' ? at.line : at.missing.kind;
  });
}

it('is one row for each line when nothing is missing', () => {
  const rows = new LogRows(3_000_000, []);
  expect(rows.count).toBe(3_000_000);
  expect([rows.at(2_345_678), rows.rowOf(2_345_679)]).toEqual([{ kind: 'line', line: 2_345_679 }, 2_345_678]);
});

it('has one row for all lines that were left out', () => {
  const rows = new LogRows(1003, [GAP]);
  expect(shown(rows)).toEqual([1, 2, 3, 'NOT_KEPT', 1001, 1002, 1003]);
  expect([1, 3, 4, 5, 1000, 1001, 1003, 9999].map((line) => rows.rowOf(line))).toEqual([0, 2, 3, 3, 3, 4, 6, 6]);
});

it.each([
  ['in a row behind the last', [END], [1, 2, 3, 'WORKER_LOST']],
  ['in place of the line that says so', [{ ...END, line: 3 }], [1, 2, 'WORKER_LOST']],
])('says what is missing at the end %s', (_case, missing, expected) =>
  expect(shown(new LogRows(3, missing))).toEqual(expected),
);

it('says so of an output of which nothing is left', () => {
  expect(shown(new LogRows(0, [END]))).toEqual(['WORKER_LOST']);
});

it('counts several', () => {
  expect(shown(new LogRows(1002, [GAP, END]))).toEqual([1, 2, 3, 'NOT_KEPT', 1001, 1002, 'WORKER_LOST']);
});
