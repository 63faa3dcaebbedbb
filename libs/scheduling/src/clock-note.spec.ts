import type { ClockNote } from './cron-fires';
import { clockNote, nextFires } from './fires';
import { parseSchedule } from './parse-schedule';

/** The notes of the first fires after a moment, in Berlin. */
function notes(schedule: string, after: string, daylightSaving: string, n: number): (ClockNote | null)[] {
  const parsed = parseSchedule({ schedule, timeZone: 'Europe/Berlin', options: { daylightSaving } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return nextFires(parsed.schedule, new Date(after), n).map((fire) => clockNote(parsed.schedule, fire));
}

// Berlin: 29 March 2026, 02:00 becomes 03:00; 25 October 2026, 03:00 becomes 02:00.
it.each<[string, string, string, (ClockNote | null)[]]>([
  ['30 2 * * *', '2026-03-28T00:00:00Z', 'once', [null, 'moved', null]],
  // 03:00 is named itself.
  ['0 2,3 * * *', '2026-03-28T12:00:00Z', 'once', [null, null]],
  ['*/15 1-2 * * *', '2026-03-29T00:30:00Z', 'once', [null, 'moved', null]],
  ['30 2 * * *', '2026-10-24T12:00:00Z', 'once', ['first-of-two', null]],
  ['30 2 * * *', '2026-10-24T12:00:00Z', 'twice', ['first-of-two', 'second-of-two', null]],
  ['30 3 * * *', '2026-10-24T12:00:00Z', 'twice', [null]],
  ['30 * * * *', '2026-10-24T23:45:00Z', 'once', [null, null, null]],
  ['30 * * * *', '2026-03-29T00:00:00Z', 'once', [null, null]],
  ['at 2026-03-29T02:30', '2026-03-28T00:00:00Z', 'once', [null]],
])('%s after %s, %s: %j', (schedule, after, daylightSaving, expected) => {
  expect(notes(schedule, after, daylightSaving, expected.length)).toEqual(expected);
});
