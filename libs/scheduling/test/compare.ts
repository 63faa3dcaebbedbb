import { firesBetween, nextFires, parseSchedule, previousFire, type Schedule } from '@app/scheduling';
import type { GeneratedExpression } from './expressions';
import { type WalkedZone, walkFires, walkZone } from './reference-walk';

/** Zones with the first of the three years that are walked: clocks set by an hour, half an hour and a day, and new rules. */
export const ZONES: readonly (readonly [timeZone: string, firstYear: number])[] = [
  ['Europe/Berlin', 2025],
  ['America/New_York', 2025],
  ['Australia/Lord_Howe', 2025],
  // Standard time changed by half an hour on 15 August 2015 and back on 5 May 2018.
  ['Asia/Pyongyang', 2015],
  ['Asia/Pyongyang', 2018],
  // Stayed in summer time in 2016.
  ['Europe/Istanbul', 2015],
  // Gave up summer time in 2019.
  ['America/Sao_Paulo', 2017],
  // Summer time with pauses, and from October 2018 the other way round.
  ['Africa/Casablanca', 2017],
  // Left out 30 December 2011.
  ['Pacific/Apia', 2010],
];

/** What was compared, and the differences found. */
export interface Comparison {
  fires: number;
  probes: number;
  readonly differences: string[];
}

/** Walks all zones for three years. */
export function walkZones(): WalkedZone[] {
  return ZONES.map(([timeZone, firstYear]) => walkZone(timeZone, firstYear, 3));
}

/**
 * Compares all fires of an expression in a zone with those of the walk, those around changes of the clock also where
 * times that exist twice fire twice; and the next and the previous fire asked for there.
 */
export function compareFires(expression: GeneratedExpression, zone: WalkedZone, result: Comparison): void {
  for (const daylightSaving of ['once', 'twice'] as const) {
    const parsed = parseSchedule({
      schedule: expression.text,
      timeZone: zone.timeZone,
      options: { daylightSaving },
    });
    if (!parsed.ok) {
      result.differences.push(`${expression.text}: ${JSON.stringify(parsed.issues)}`);
      return;
    }
    const expected = walkFires(expression, zone, daylightSaving === 'twice');
    const name = `${expression.text} in ${zone.timeZone}, ${daylightSaving}`;
    if (daylightSaving === 'once')
      compareRange(name, parsed.schedule, expected, zone.from, zone.from + zone.walls.length, result);
    else {
      // Only there can it make a difference.
      for (const change of zone.changes)
        compareRange(name, parsed.schedule, expected, change - DAY_MINUTES, change + DAY_MINUTES, result);
    }
    compareAround(name, parsed.schedule, zone, expected, result);
  }
}

const DAY_MINUTES = 1_440;
const iso = (seconds: number | undefined): string =>
  seconds === undefined ? 'none' : new Date(seconds * 1_000).toISOString();

/** From a minute since 1970 to before another. */
function compareRange(
  name: string,
  schedule: Schedule,
  fires: readonly number[],
  from: number,
  to: number,
  result: Comparison,
): void {
  const expected = fires.filter((fire) => fire >= from * 60 && fire < to * 60);
  let index = 0;
  for (const fire of firesBetween(schedule, new Date(from * 60_000), new Date(to * 60_000 - 1))) {
    if (fire.getTime() !== (expected[index] ?? Number.NaN) * 1_000) {
      result.differences.push(`${name}: fires at ${fire.toISOString()}, expected ${iso(expected[index])}`);
      return;
    }
    index += 1;
  }
  result.fires += index;
  if (index < expected.length) result.differences.push(`${name}: ends before ${iso(expected[index])}`);
}

function compareAround(
  name: string,
  schedule: Schedule,
  zone: WalkedZone,
  expected: number[],
  result: Comparison,
): void {
  for (const change of zone.changes) {
    for (const minutes of [-61, -30, -1, 0, 1, 29, 30, 45, 61]) {
      const at = (change + minutes) * 60_000 + 500;
      const following = expected.findIndex((fire) => fire * 1_000 > at);
      const [next] = nextFires(schedule, new Date(at), 1);
      const previous = previousFire(schedule, new Date(at));
      result.probes += 1;
      const expectedNext = expected[following];
      const expectedPrevious = following < 0 ? expected.at(-1) : expected[following - 1];
      // What lies outside the walked years is not known.
      const wrongNext = expectedNext !== undefined && next?.getTime() !== expectedNext * 1_000;
      const wrongPrevious = expectedPrevious !== undefined && previous?.getTime() !== expectedPrevious * 1_000;
      if (wrongNext)
        result.differences.push(
          `${name}: after ${iso(at / 1_000)} ${next?.toISOString()}, expected ${iso(expectedNext)}`,
        );
      if (wrongPrevious)
        result.differences.push(
          `${name}: before ${iso(at / 1_000)} ${previous?.toISOString()}, expected ${iso(expectedPrevious)}`,
        );
    }
  }
}
