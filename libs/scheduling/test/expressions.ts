import fc from 'fast-check';

/** What a generated expression means, known from how it was made, not from reading it. */
export interface GeneratedExpression {
  readonly text: string;
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Whether a day of the calendar fits; `weekday` 0 is Sunday, `length` the days of the month. */
  readonly day: (date: CalendarDay) => boolean;
}

export interface CalendarDay {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  /** Days of the month. */
  readonly length: number;
}

interface Part<T> {
  readonly text: string;
  readonly means: T;
}
type Values = readonly number[];
type DayTest = (date: CalendarDay) => boolean;

const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

/** A value, range, step or list of `min` to `max`; `likely` narrows the values drawn, `names` are those from `min` on. */
function field(min: number, max: number, likely = { from: min, to: max }, names: readonly string[] = []) {
  const value = fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: likely.from, max: likely.to }) },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
  );
  const written = value.chain((number) => {
    const name = names[number - min];
    const texts = [String(number), ...(name ? [name, name.toLowerCase()] : [])];
    return fc.constantFrom(...texts).map((text) => ({ text, number }));
  });
  const single = written.map(({ text, number }): Part<Values> => ({ text, means: [number] }));
  const pair = fc
    .tuple(written, written)
    .filter(([a, b]) => a.number !== b.number)
    .map(([a, b]) => (a.number < b.number ? ([a, b] as const) : ([b, a] as const)));
  const span = pair.map(([a, b]): Part<Values> => ({ text: `${a.text}-${b.text}`, means: range(a.number, b.number) }));
  const stepped = fc.tuple(pair, fc.integer({ min: 1, max: 7 })).map(([[a, b], step]): Part<Values> => {
    return { text: `${a.text}-${b.text}/${step}`, means: range(a.number, b.number, step) };
  });
  const every = fc.integer({ min: 1, max: Math.floor((max - min + 1) / 2) }).map((step): Part<Values> => {
    return { text: `*/${step}`, means: range(min, max, step) };
  });
  const list = fc.array(fc.oneof(single, single, span, stepped), { minLength: 2, maxLength: 4 }).map(
    (parts): Part<Values> => ({
      text: parts.map(({ text }) => text).join(','),
      means: [...new Set(parts.flatMap(({ means }) => means))].sort((a, b) => a - b),
    }),
  );
  return { single, list, span, stepped, every, any: fc.constant<Part<Values>>({ text: '*', means: range(min, max) }) };
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const second = field(0, 59);
const minute = field(0, 59);
// Clocks change in the first hours of a day.
const hour = field(0, 23, { from: 0, to: 4 });
const month = field(1, 12, { from: 3, to: 11 }, MONTHS);
const dayOfMonth = field(1, 31);
const weekday = field(0, 6, { from: 0, to: 6 }, WEEKDAYS);

const minutes = fc.oneof(minute.single, minute.list, minute.span, minute.stepped, minute.every, minute.any);
const hours = fc.oneof(hour.single, hour.list, hour.span, hour.stepped, hour.every, hour.any);
const months = fc.oneof({ weight: 5, arbitrary: month.any }, month.single, month.list, month.span, month.every);

// Sunday is 0, and 7 where it ends a range.
const toSunday = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom('7', 'SUN', 'sun'))
  .map(([from, end]): Part<Values> => ({ text: `${from}-${end}`, means: range(from, 7).map((day) => day % 7) }));

const isWeekday = (date: CalendarDay, day: number): boolean => {
  const on = (date.weekday + day - date.day + 35) % 7;
  return on !== 0 && on !== 6;
};
/** The weekday nearest to a day of the month, without leaving the month; null when the month has no such day. */
function nearestWeekday(date: CalendarDay, day: number): number | null {
  if (day > date.length) return null;
  const near = [day, day - 1, day + 1, day + 2, day - 2].filter((other) => other >= 1 && other <= date.length);
  return near.find((other) => isWeekday(date, other)) ?? null;
}

const anyDay: fc.Arbitrary<Part<DayTest | null>> = fc.constantFrom('*', '?').map((text) => ({ text, means: null }));
const test = <T>(part: fc.Arbitrary<Part<T>>, means: (value: T) => DayTest): fc.Arbitrary<Part<DayTest>> =>
  part.map((drawn) => ({ text: drawn.text, means: means(drawn.means) }));
const daysOfMonth = fc.oneof<fc.Arbitrary<Part<DayTest>>[]>(
  ...[dayOfMonth.single, dayOfMonth.list, dayOfMonth.span, dayOfMonth.every].map((part) =>
    test(
      part,
      (values) =>
        ({ day }) =>
          values.includes(day),
    ),
  ),
  fc.constant({ text: 'L', means: ({ day, length }) => day === length }),
  fc.constant({
    text: 'LW',
    means: (date) => isWeekday(date, date.day) && !range(date.day + 1, date.length).some((day) => isWeekday(date, day)),
  }),
  fc.integer({ min: 1, max: 31 }).map((wanted) => ({
    text: `${wanted}W`,
    means: (date: CalendarDay) => nearestWeekday(date, wanted) === date.day,
  })),
);
const daysOfWeek = fc.oneof<fc.Arbitrary<Part<DayTest>>[]>(
  ...[weekday.single, weekday.list, weekday.span, toSunday, weekday.every].map((part) =>
    test(part, (values) => (date) => values.includes(date.weekday)),
  ),
  fc.constant({ text: '7', means: (date) => date.weekday === 0 }),
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 5 })).map(([wanted, nth]) => ({
    text: `${WEEKDAYS[wanted]}#${nth}`,
    means: (date: CalendarDay) => date.weekday === wanted && Math.ceil(date.day / 7) === nth,
  })),
  fc.integer({ min: 0, max: 6 }).map((wanted) => ({
    text: `${wanted}L`,
    means: (date: CalendarDay) => date.weekday === wanted && date.day + 7 > date.length,
  })),
);

// Where both name days, one of the two suffices (crontab(5)); with a plus both have to fit.
const days = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(anyDay, anyDay, fc.constant('')) },
  { weight: 3, arbitrary: fc.tuple(daysOfMonth, anyDay, fc.constant('')) },
  { weight: 4, arbitrary: fc.tuple(anyDay, daysOfWeek, fc.constant('')) },
  { weight: 2, arbitrary: fc.tuple(daysOfMonth, daysOfWeek, fc.constantFrom('', '', '+')) },
);

const plain = fc.tuple(minutes, hours).map(([m, h]) => [null, m, h] as const);
const withSeconds = fc.tuple(
  fc.oneof(second.single, second.list, second.any, second.every, second.span),
  minutes,
  hours,
);

const anyExpression: fc.Arbitrary<GeneratedExpression> = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: withSeconds }), days, months)
  .map(([[drawnSecond, drawnMinute, drawnHour], [dom, dow, plus], drawnMonth]) => {
    const time = drawnSecond
      ? [drawnSecond.text, drawnMinute.text, drawnHour.text]
      : [drawnMinute.text, drawnHour.text];
    return {
      text: [...time, dom.text, drawnMonth.text, plus + dow.text].join(' '),
      seconds: drawnSecond?.means ?? [0],
      minutes: drawnMinute.means,
      hours: drawnHour.means,
      day: (date) => {
        if (!drawnMonth.means.includes(date.month)) return false;
        if (dom.means === null || dow.means === null) return (dom.means?.(date) ?? true) && (dow.means?.(date) ?? true);
        return plus ? dom.means(date) && dow.means(date) : dom.means(date) || dow.means(date);
      },
    };
  });

// One that fires each minute is as much to compare as hundreds that fire once a day.
const firesPerDay = ({ seconds, minutes, hours }: GeneratedExpression): number =>
  seconds.length * minutes.length * hours.length;
const upTo = (perDay: number) => anyExpression.filter((drawn) => firesPerDay(drawn) <= perDay);
const expression = fc.oneof(
  { weight: 120, arbitrary: upTo(6) },
  { weight: 60, arbitrary: upTo(24) },
  { weight: 16, arbitrary: upTo(100) },
  { weight: 1, arbitrary: upTo(1_440) },
);

/** Different expressions, the same ones for a seed. */
export function generateExpressions(count: number, seed: number): GeneratedExpression[] {
  const found = new Map<string, GeneratedExpression>();
  for (let round = 0; found.size < count; round++) {
    for (const drawn of fc.sample(expression, { numRuns: count, seed: seed + round })) {
      if (found.size < count) found.set(drawn.text, drawn);
    }
  }
  return [...found.values()];
}
