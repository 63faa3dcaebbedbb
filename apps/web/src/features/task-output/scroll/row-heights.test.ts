import { RowHeights } from './row-heights';

it('finds rows of one height without counting them', () => {
  const heights = new RowHeights(19);
  expect(heights.total(3_000_000)).toBe(57_000_000);
  expect(heights.offsetOf(2_999_999)).toBe(56_999_981);
  expect([heights.rowAt(0, 10), heights.rowAt(18.9, 10), heights.rowAt(19, 10), heights.rowAt(1e9, 10)]).toEqual([
    0, 0, 1, 9,
  ]);
});

it('agrees with adding up, whatever rows are higher and in whatever order they are told', () => {
  const rows = 300;
  const known = Array.from({ length: rows }, () => 19);
  const heights = new RowHeights(19);
  // A fixed walk through all rows, some of them twice.
  for (let step = 0; step < 500; step += 1) {
    const row = (step * 7 + Math.floor(step / 43)) % rows;
    known[row] = 19 * (1 + (step % 4));
    heights.set(row, known[row] ?? 19);
  }
  let offset = 0;
  for (const [row, height] of known.entries()) {
    expect([heights.offsetOf(row), heights.heightOf(row)]).toEqual([offset, height]);
    expect([heights.rowAt(offset, rows), heights.rowAt(offset + height - 1, rows)]).toEqual([row, row]);
    offset += height;
  }
  expect(heights.total(rows)).toBe(offset);
});

it('tells whether a height is news', () => {
  const heights = new RowHeights(19);
  expect([heights.set(5, 19), heights.set(5, 38), heights.set(5, 38), heights.set(5, 19)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
  heights.set(1_000_000, 57);
  expect(heights.total(1_000_001)).toBe(1_000_001 * 19 + 38);
  heights.clear();
  expect(heights.total(1_000_001)).toBe(1_000_001 * 19);
});
