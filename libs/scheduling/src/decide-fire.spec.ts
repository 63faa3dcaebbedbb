import { decideFire, decideRunEnd, type FireDecision, type FireMoment, initialFire } from './decide-fire';
import { parseSchedule } from './parse-schedule';
import type { Schedule } from './schedule';
import type { ScheduleOptions } from './schedule-options';

const read = (schedule: string, options: ScheduleOptions = {}): Schedule => {
  const parsed = parseSchedule({ schedule, options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.schedule;
};
const at = (time: string): Date => new Date(`2026-05-01T${time}Z`);
const short = (date: Date | null): string | null => date?.toISOString().slice(11, 19) ?? null;

/** Decides at a time of one day, and writes the outcomes in short. */
function decide(schedule: Schedule, moment: Partial<FireMoment> & Pick<FireMoment, 'nextFire' | 'now'>) {
  const idle = { recordId: 'r', graceMs: 60_000, paused: false, running: false, waiting: [] };
  return write(decideFire(schedule, { ...idle, ...moment }));
}
const write = ({ outcomes, nextFire }: FireDecision) => ({
  outcomes: outcomes.map((outcome) => {
    if (outcome.kind !== 'skip') return `${outcome.kind} ${short(outcome.fire)}`;
    const { reason, from, to } = outcome;
    return `skip ${short(from)}${from < to ? ` to ${short(to)}` : ''}: ${reason}`;
  }),
  nextFire: short(nextFire),
});

describe('a fire on time', () => {
  const hourly = read('0 * * * *');

  it('runs when nothing of the record does', () => {
    expect(decide(hourly, { nextFire: at('03:00:00'), now: at('03:00:00') })).toEqual({
      outcomes: ['run 03:00:00'],
      nextFire: '04:00:00',
    });
  });

  it('is not decided before its time', () => {
    const now = new Date(at('03:00:00').getTime() - 1);
    expect(decide(hourly, { nextFire: at('03:00:00'), now })).toEqual({ outcomes: [], nextFire: '03:00:00' });
  });

  it('is on time within the grace, and missed after it', () => {
    const skip = read('0 * * * *', { misfire: 'skip' });
    const nextFire = at('03:00:00');
    expect(decide(skip, { nextFire, now: at('03:01:00') }).outcomes).toEqual(['run 03:00:00']);
    const late = decide(skip, { nextFire, now: new Date(at('03:01:00').getTime() + 1) });
    expect(late.outcomes).toEqual(['skip 03:00:00: missed']);
  });

  it('is left out while the schedule is paused', () => {
    expect(decide(hourly, { nextFire: at('01:00:00'), now: at('03:00:10'), paused: true })).toEqual({
      outcomes: ['skip 01:00:00 to 03:00:00: paused'],
      nextFire: '04:00:00',
    });
  });

  it('was the last one at the end of the schedule', () => {
    const ended = read('0 * * * *', { endAt: '2026-05-01T03:59' });
    expect(decide(ended, { nextFire: at('03:00:00'), now: at('03:00:00') }).nextFire).toBeNull();
    const once = read('at 2026-05-01T03:00');
    expect(decide(once, { nextFire: at('03:00:00'), now: at('03:00:00') })).toEqual({
      outcomes: ['run 03:00:00'],
      nextFire: null,
    });
  });
});

describe('a fire while a run is active', () => {
  const nextFire = at('03:00:00');
  const moment = { nextFire, now: nextFire, running: true };
  const waiting = [at('02:00:00')];

  it.each<[ScheduleOptions, Date[], string[]]>([
    [{}, [], ['skip 03:00:00: still-running']],
    [{ overlap: 'skip' }, waiting, ['skip 03:00:00: still-running']],
    [{ overlap: 'queue' }, [], ['queue 03:00:00']],
    [{ overlap: 'queue' }, waiting, ['skip 03:00:00: queue-full']],
    [{ overlap: 'stop-and-start' }, [], ['stop-and-start 03:00:00']],
    [{ overlap: 'stop-and-start' }, waiting, ['skip 02:00:00: superseded', 'stop-and-start 03:00:00']],
  ])('by %j with %j waiting: %j', (options, waiting, outcomes) => {
    expect(decide(read('0 * * * *', options), { ...moment, waiting })).toEqual({ outcomes, nextFire: '04:00:00' });
  });

  it.each<[ScheduleOptions, string[]]>([
    [{ overlap: 'skip' }, ['run 03:00:00', 'skip 03:00:20: still-running', 'skip 03:00:40: still-running']],
    [{ overlap: 'queue' }, ['run 03:00:00', 'queue 03:00:20', 'skip 03:00:40: queue-full']],
    [{ overlap: 'stop-and-start' }, ['skip 03:00:00: superseded', 'skip 03:00:20: superseded', 'run 03:00:40']],
  ])('three at once follow the rule among themselves: %j', (options, outcomes) => {
    const schedule = read('*/20 * * * * *', options);
    expect(decide(schedule, { nextFire, now: at('03:00:45') })).toEqual({ outcomes, nextFire: '03:01:00' });
  });
});

describe('an hour of downtime', () => {
  const nextFire = at('02:00:00');

  it.each<[ScheduleOptions, string, string[]]>([
    // Every ten minutes: seen between two fires, and with one on time.
    [{ misfire: 'skip' }, '03:05:00', ['skip 02:00:00 to 03:00:00: missed']],
    [{ misfire: 'skip' }, '03:00:10', ['skip 02:00:00 to 02:50:00: missed', 'run 03:00:00']],
    [{}, '03:05:00', ['skip 02:00:00 to 02:50:00: covered-by-later', 'run 03:00:00']],
    [{}, '03:00:10', ['skip 02:00:00 to 02:50:00: covered-by-later', 'run 03:00:00']],
    [
      { misfire: 'fire-all' },
      '03:05:00',
      [
        'run 02:00:00',
        'queue 02:10:00',
        'queue 02:20:00',
        'queue 02:30:00',
        'queue 02:40:00',
        'queue 02:50:00',
        'queue 03:00:00',
      ],
    ],
    [
      { misfire: 'fire-all', misfireLimit: 2 },
      '03:05:00',
      ['skip 02:00:00 to 02:40:00: over-misfire-limit', 'run 02:50:00', 'queue 03:00:00'],
    ],
    [
      { misfire: 'fire-all', misfireLimit: 2 },
      '03:00:10',
      [
        'skip 02:00:00 to 02:30:00: over-misfire-limit',
        'run 02:40:00',
        'queue 02:50:00',
        'skip 03:00:00: still-running',
      ],
    ],
    [
      { misfire: 'fire-all', misfireLimit: 1, overlap: 'queue' },
      '03:00:10',
      ['skip 02:00:00 to 02:40:00: over-misfire-limit', 'run 02:50:00', 'queue 03:00:00'],
    ],
  ])('%j, back at %s: %j', (options, now, outcomes) => {
    expect(decide(read('*/10 * * * *', options), { nextFire, now: at(now) })).toEqual({
      outcomes,
      nextFire: '03:10:00',
    });
  });

  it('makes up for a single missed fire with that one', () => {
    expect(decide(read('0 * * * *'), { nextFire, now: at('02:59:00') }).outcomes).toEqual(['run 02:00:00']);
  });

  it('queues what is made up for behind a run that is still active', () => {
    const schedule = read('*/30 * * * *', { misfire: 'fire-all' });
    expect(decide(schedule, { nextFire, now: at('02:40:00'), running: true }).outcomes).toEqual([
      'queue 02:00:00',
      'queue 02:30:00',
    ]);
  });

  it('does not count up a year of seconds', () => {
    const schedule = read('* * * * * *', { misfire: 'fire-all', misfireLimit: 2 });
    const decision = decideFire(schedule, {
      recordId: 'r',
      nextFire: new Date('2025-05-01T00:00:00Z'),
      now: at('03:00:00'),
      graceMs: 1_000,
      paused: false,
      running: false,
      waiting: [],
    });
    expect(write(decision).outcomes).toEqual([
      'skip 00:00:00 to 02:59:56: over-misfire-limit',
      'run 02:59:57',
      'queue 02:59:58',
      'skip 02:59:59: still-running',
      'skip 03:00:00: still-running',
    ]);
  });
});

describe('a fixed delay', () => {
  const schedule = read('every 90s');
  const nextFire = at('03:00:00');

  it('has no next fire until its run has ended', () => {
    expect(decide(schedule, { nextFire, now: nextFire })).toEqual({ outcomes: ['run 03:00:00'], nextFire: null });
    expect(decideRunEnd(schedule, { waiting: [], nextFire: null, endedAt: at('03:10:00') })).toEqual({
      begin: null,
      nextFire: at('03:11:30'),
    });
  });

  it('counts from the end of a run that was in its way', () => {
    expect(decide(schedule, { nextFire, now: nextFire, running: true })).toEqual({
      outcomes: ['skip 03:00:00: still-running'],
      nextFire: null,
    });
  });

  it('counts from now where a missed fire is left out, and runs once otherwise', () => {
    const moment = { nextFire, now: at('04:00:00') };
    expect(decide(read('every 90s', { misfire: 'skip' }), moment)).toEqual({
      outcomes: ['skip 03:00:00: missed'],
      nextFire: '04:01:30',
    });
    for (const misfire of ['fire-once', 'fire-all'])
      expect(decide(read('every 90s', { misfire }), moment)).toEqual({ outcomes: ['run 03:00:00'], nextFire: null });
  });

  it('begins at once, at its start, or after the last run', () => {
    const initial = (options: ScheduleOptions, lastEndedAt: Date | null, running = false): string | null =>
      short(initialFire(read('every 90s', options), { now: at('03:00:00'), running, lastEndedAt }));
    expect(initial({}, null)).toBe('03:00:00');
    expect(initial({ startAt: '2026-05-01T05:00' }, null)).toBe('05:00:00');
    expect(initial({}, at('02:59:30'))).toBe('03:01:00');
    expect(initial({}, at('01:00:00'))).toBe('03:00:00');
    expect(initial({}, null, true)).toBeNull();
    expect(initial({ endAt: '2026-05-01T02:00' }, null)).toBeNull();
  });
});

describe('the end of a run', () => {
  it('lets the fire begin that waited longest, and leaves the next one of a calendar', () => {
    const [waiting, nextFire] = [[at('03:00:00'), at('03:10:00')], at('03:20:00')];
    const end = { waiting, nextFire, endedAt: at('03:15:00') };
    expect(decideRunEnd(read('*/10 * * * *'), end)).toEqual({ begin: waiting[0], nextFire });
    expect(decideRunEnd(read('every 1h'), { ...end, nextFire: null })).toEqual({ begin: waiting[0], nextFire: null });
  });

  it('a calendar waits for what comes after the moment it is set', () => {
    const set = { now: at('03:00:00'), running: false, lastEndedAt: null };
    expect(initialFire(read('0 * * * *'), set)).toEqual(at('04:00:00'));
    expect(initialFire(read('at 2026-05-01T03:00'), set)).toBeNull();
  });
});
