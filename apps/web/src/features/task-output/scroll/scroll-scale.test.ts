import { ScrollScale } from './scroll-scale';

const VIEW = 600;
const LINES = 3_000_000 * 19;

function scale(content: number): ScrollScale {
  const made = new ScrollScale(8_000_000);
  made.resize(content, VIEW);
  return made;
}

it('is nothing but the scroll bar while the content fits', () => {
  const short = scale(100_000);
  short.scrolled(4_321);
  expect([short.top, short.shift, short.height]).toEqual([4_321, 0, 100_000]);
});

it('reaches every line of a content that no browser can lay out', () => {
  const long = scale(LINES);
  expect(long.height).toBe(8_000_000);
  for (const line of [0, 1, 1_234_567, 2_000_000, 2_999_968]) {
    long.goTo(line * 19);
    expect(long.top).toBe(line * 19);
    expect(long.position).toBeGreaterThanOrEqual(0);
    expect(long.position).toBeLessThanOrEqual(8_000_000 - VIEW);
  }
  long.goTo(Number.MAX_SAFE_INTEGER);
  expect([long.top, long.position, long.isAtEnd]).toEqual([LINES - VIEW, 8_000_000 - VIEW, true]);
});

it('goes to the same share when the scroll bar is dragged', () => {
  const long = scale(LINES);
  long.scrolled((8_000_000 - VIEW) / 2);
  expect(long.top).toBeCloseTo((LINES - VIEW) / 2);
  long.scrolled((8_000_000 - VIEW) / 2 + 10);
  expect(long.isRushing).toBe(true);
  long.scrolled(8_000_000 - VIEW);
  expect(long.isAtEnd).toBe(true);
});

it('moves by as much as a wheel or a key does, and draws the content where it was', () => {
  const long = scale(LINES);
  long.goTo(20_000_000);
  const { position, shift } = long;
  long.scrolled(position + 100);
  expect(long.top).toBe(20_000_100);
  expect(long.shift).toBe(shift);
  long.settle();
  expect(long.top).toBe(20_000_100);
  expect(long.position - position).toBeGreaterThan(0);
  expect(long.position - position).toBeLessThan(20);
});

it.each([
  ['beginning', -100, 5_000, 0],
  ['end', 100, LINES - VIEW - 5_000, LINES - VIEW],
  ['beginning, from afar without a rest', -1_000, 3_000_000, 0],
])('comes to the very %s by small steps', (_case, step, from, end) => {
  const long = scale(LINES);
  long.goTo(from);
  for (let count = 0; count < 3_100 && long.top !== end; count += 1) {
    long.scrolled(Math.max(0, Math.min(8_000_000 - VIEW, long.position + step)));
    if (long.isStuck) long.settle();
  }
  expect(long.top).toBe(end);
  long.settle();
  expect(long.shift).toBe(end === 0 ? 0 : 8_000_000 - LINES);
});

it('keeps its place when lines are added, and stands at the end when all fits', () => {
  const grows = scale(LINES);
  grows.goTo(1_000_000);
  grows.resize(LINES + 19_000, VIEW);
  expect(grows.top).toBe(1_000_000);
  grows.resize(100, VIEW);
  expect([grows.top, grows.position]).toEqual([0, 0]);
});
