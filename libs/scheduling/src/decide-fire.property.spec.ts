import fc from 'fast-check';
import { decideFire, type FireDecision } from './decide-fire';
import { firesBetween, nextFires, previousFire } from './fires';
import { dueAt } from './jitter';
import { parseSchedule } from './parse-schedule';
import { MISFIRE_RULES, OVERLAP_RULES, REPEATED_TIME_RULES, type Schedule } from './schedule';

const EXPRESSIONS = [
  ...['*/7 * * * * *', '0 * * * * *', '*/10 * * * *', '5,50 1-3 * * *', '30 2 * * *', '15 */2 * * *', '0 0 * * SUN'],
  '@daily',
];
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];

const schedules = fc
  .record({
    schedule: fc.constantFrom(...EXPRESSIONS),
    timeZone: fc.constantFrom(...ZONES),
    options: fc.record({
      overlap: fc.constantFrom(...OVERLAP_RULES),
      misfire: fc.constantFrom(...MISFIRE_RULES),
      misfireLimit: fc.integer({ min: 1, max: 5 }),
      daylightSaving: fc.constantFrom(...REPEATED_TIME_RULES),
      jitterSeconds: fc.constantFrom(0, 0, 5),
    }),
  })
  .map((input) => parseSchedule(input))
  .filter((parsed) => parsed.ok)
  .map((parsed) => parsed.schedule);

// Around the ends of summer time of 2026 and anywhere in the year.
const moments = fc
  .oneof(
    fc.constantFrom(
      '2026-03-08T05:00Z',
      '2026-03-29T00:00Z',
      '2026-04-04T13:00Z',
      '2026-10-25T00:00Z',
      '2026-11-01T04:00Z',
    ),
    fc.constant('2026-07-01T00:00Z'),
  )
  .chain((base) => fc.integer({ min: 0, max: 10_800_000 }).map((after) => new Date(Date.parse(base) + after)));

const covers = (outcome: FireDecision['outcomes'][number], fire: Date): boolean =>
  outcome.kind === 'skip' ? outcome.from <= fire && fire <= outcome.to : outcome.fire.getTime() === fire.getTime();

describe('fires', () => {
  it('come one after the other, the same asked one by one, as a range, or backwards', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, after) => {
        const fires = nextFires(schedule, after, 20);
        const last = fires.at(-1) ?? after;
        const times = fires.map((fire) => fire.getTime());
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        expect(times.every((time) => time > after.getTime())).toBe(true);
        expect([...firesBetween(schedule, new Date(after.getTime() + 1), last)]).toEqual(fires);
        for (const [index, fire] of fires.entries()) {
          expect(nextFires(schedule, fires[index - 1] ?? after, 1)).toEqual([fire]);
          if (index > 0) expect(previousFire(schedule, fire)).toEqual(fires[index - 1]);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('are put off by less than the jitter, the same by everyone who asks', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.date({ noInvalidDate: true, max: new Date('9999-01-01') }),
        fc.integer({ min: 0, max: 86_400_000 }),
        (id, fire, jitterMs) => {
          const due = dueAt({ jitterMs }, id, fire);
          expect(due.getTime() - fire.getTime()).toBeGreaterThanOrEqual(0);
          expect(due.getTime() - fire.getTime()).toBeLessThan(Math.max(jitterMs, 1));
          expect(dueAt({ jitterMs }, id, new Date(fire))).toEqual(due);
        },
      ),
    );
    const spread = Array.from({ length: 1_000 }, (_, index) =>
      dueAt({ jitterMs: 100 }, `record-${index}`, new Date(0)),
    );
    expect(new Set(spread.map(Number)).size).toBeGreaterThan(90);
    expect(dueAt({ jitterMs: 60_000 }, 'nightly', new Date('2026-05-01T03:00:00Z'))).toEqual(
      new Date('2026-05-01T03:00:49.756Z'),
    );
  });
});

describe('decisions', () => {
  it('account for every fire once, run no more than they may, and go on after the last', () => {
    fc.assert(
      fc.property(
        schedules,
        moments,
        fc.integer({ min: 0, max: 5_400_000 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        (schedule, after, away, running, waits, paused) => {
          const [nextFire] = nextFires(schedule, after, 1);
          if (!nextFire) return;
          const now = new Date(nextFire.getTime() + away);
          const waiting = Array.from({ length: waits }, (_, index) => new Date(nextFire.getTime() - waits + index));
          const moment = { recordId: 'r', nextFire, now, graceMs: 60_000, paused, running, waiting };
          const { outcomes, nextFire: following } = decideFire(schedule, moment);
          const due = [...firesBetween(schedule, nextFire, now)].filter((fire) => dueAt(schedule, 'r', fire) <= now);
          const named = (fire: Date): number => outcomes.filter((outcome) => covers(outcome, fire)).length;

          expect(due.map(named)).toEqual(due.map(() => 1));
          expect(waiting.map(named).every((times) => times <= 1)).toBe(true);
          expect(following).toEqual(nextFires(schedule, due.at(-1) ?? new Date(nextFire.getTime() - 1), 1)[0] ?? null);
          // Nothing is named that is not due or waiting.
          const known = new Set([...due, ...waiting].map((fire) => fire.getTime()));
          for (const outcome of outcomes) {
            const ends = outcome.kind === 'skip' ? [outcome.from, outcome.to] : [outcome.fire];
            expect(ends.filter((end) => !known.has(end.getTime()))).toEqual([]);
          }
          checkRules(schedule, outcomes, { running, waits, paused });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('a fire is decided once when the clock is looked at again and again', () => {
    fc.assert(
      fc.property(
        schedules,
        moments,
        fc.array(fc.integer({ min: 0, max: 1_200_000 }), { maxLength: 20 }),
        (schedule, from, steps) => {
          let now = from;
          let [nextFire = null] = nextFires(schedule, from, 1);
          const decided: number[] = [];
          for (const step of steps) {
            now = new Date(now.getTime() + step);
            if (nextFire === null) break;
            const moment = {
              recordId: 'r',
              nextFire,
              now,
              graceMs: 60_000,
              paused: false,
              running: false,
              waiting: [],
            };
            const decision = decideFire(schedule, moment);
            const due = [...firesBetween(schedule, nextFire, now)].filter((fire) => dueAt(schedule, 'r', fire) <= now);
            for (const fire of due)
              if (decision.outcomes.some((outcome) => covers(outcome, fire))) decided.push(fire.getTime());
            nextFire = decision.nextFire;
          }
          const all = [...firesBetween(schedule, new Date(from.getTime() + 1), now)];
          const expected = all.filter((fire) => dueAt(schedule, 'r', fire) <= now).map((fire) => fire.getTime());
          expect(decided).toEqual(expected);
        },
      ),
      { numRuns: 80 },
    );
  });
});

function checkRules(
  schedule: Schedule,
  outcomes: FireDecision['outcomes'],
  { running, waits, paused }: { running: boolean; waits: number; paused: boolean },
): void {
  const count = (kind: string): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  expect(count('run') + count('stop-and-start')).toBeLessThanOrEqual(paused ? 0 : 1);
  if (running) expect(count('run')).toBe(0);
  else expect(count('stop-and-start')).toBe(0);
  if (schedule.misfire !== 'fire-all')
    expect(count('queue')).toBeLessThanOrEqual(schedule.overlap === 'queue' && waits === 0 ? 1 : 0);
  if (!paused && !running && waits === 0 && schedule.misfire !== 'skip' && outcomes.length > 0)
    expect(count('run')).toBe(1);
}
