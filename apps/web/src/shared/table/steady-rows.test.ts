import { holdRows, steadyRows } from './steady-rows';

interface Row {
  readonly id: string;
  readonly state: string;
}

const idOf = (row: Row) => row.id;
const row = (text: string): Row => ({ id: text.charAt(0), state: text.slice(1) });
const page = (...texts: string[]) => ({ rows: texts.map(row) });
const hold = (...texts: string[]) => holdRows(texts.map(row), 1, idOf);
const textOf = ({ rows }: { rows: readonly Row[] }) => rows.map(({ id, state }) => id + state).join(' ');

it('shows new states in the old places', () => {
  const steady = steadyRows(hold('a1', 'b1', 'c1'), [page('a1', 'b2', 'c1')], idOf);
  expect([textOf(steady), steady.changes]).toEqual(['a1 b2 c1', 0]);
});

it.each<[string, string[], number]>([
  ['a row that came', ['x1', 'a1', 'b1', 'c1'], 1],
  ['a row that left', ['a1', 'c1'], 1],
  ['a row that moved from the end to the beginning', ['c1', 'a1', 'b1'], 1],
  ['a list turned round', ['c1', 'b1', 'a1'], 2],
  ['one that came, one that left', ['x1', 'b1', 'c1'], 2],
  ['all others', ['x1', 'y1'], 5],
])('%s changes no place and is counted', (_, now, changes) => {
  const steady = steadyRows(hold('a1', 'b1', 'c1'), [page(...now)], idOf);
  expect([textOf(steady), steady.changes]).toEqual(['a1 b1 c1', changes]);
});

it('rows that are read on follow at the end and are no change', () => {
  const steady = steadyRows(hold('a1', 'b1'), [page('a1', 'b1'), page('c1', 'd1')], idOf);
  expect([textOf(steady), steady.changes]).toEqual(['a1 b1 c1 d1', 0]);
});

it('a row that was pushed to the next page keeps its place and its newest state', () => {
  const steady = steadyRows(hold('a1', 'b1'), [page('x1', 'a1'), page('b2', 'c1')], idOf);
  expect([textOf(steady), steady.changes]).toEqual(['a1 b2 c1', 1]);
});
