import { type ClockNote, CronFires } from './cron-fires';
import type { Schedule } from './schedule';
import { WallTimes } from './wall-times';
import { zoneClock } from './zone-clock';

/** Year 9999: nobody waits for more. */
const END_OF_TIME_MS = 253_402_300_799_999;
const REMEMBERED = 1_000;

/**
 * The next `n` instants at which a schedule fires, strictly after `after`, in order; fewer when it fires no more. Those
 * of a fixed delay are what they would be if runs began on time and took none; jitter is left out (see `dueAt`).
 */
export function nextFires(schedule: Schedule, after: Date, n: number): Date[] {
  const stepMs = schedule.timing.kind === 'delay' ? schedule.timing.delayMs : 1;
  const fires: Date[] = [];
  const waits = schedule.startAt !== null && schedule.startAt > after;
  let from = after.getTime() + (waits ? 1 : stepMs);
  for (let fire = firstFireFrom(schedule, from); fire && fires.length < n; fire = firstFireFrom(schedule, from)) {
    fires.push(fire);
    from = fire.getTime() + stepMs;
  }
  return fires;
}

/**
 * The instants in `[from, to]` at which a schedule fires, in order, found as they are asked for. A fixed delay has none:
 * its fires follow from the ends of runs.
 */
export function* firesBetween(schedule: Schedule, from: Date, to: Date): Generator<Date, void> {
  if (schedule.timing.kind === 'delay') return;
  for (let at = from.getTime(); ; ) {
    const fire = firstFire(schedule, at, to.getTime());
    if (fire === null) return;
    yield new Date(fire);
    at = fire + 1;
  }
}

/** What a change of clocks has to do with a fire of a schedule; null when nothing. */
export function clockNote(schedule: Schedule, fire: Date): ClockNote | null {
  return schedule.timing.kind === 'cron' ? cronFires(schedule).noteOf(fire.getTime()) : null;
}

/** The last instant strictly before `before` at which a schedule fired; null when there is none, as for a fixed delay. */
export function previousFire(schedule: Schedule, before: Date): Date | null {
  const [from, to] = [earliest(schedule), Math.min(latest(schedule), before.getTime() - 1)];
  switch (schedule.timing.kind) {
    case 'cron': {
      const fire = cronFires(schedule).lastIn(from, to);
      return fire === null ? null : new Date(fire);
    }
    case 'once': {
      const at = schedule.timing.at.getTime();
      return from <= at && at <= to ? schedule.timing.at : null;
    }
    case 'delay':
      return null;
    default:
      return schedule.timing satisfies never;
  }
}

/** The first fire that is not before `from`, in milliseconds since 1970; a fixed delay fires as soon as it may. */
export function firstFireFrom(schedule: Schedule, from: number): Date | null {
  const fire = firstFire(schedule, from, END_OF_TIME_MS);
  return fire === null ? null : new Date(fire);
}

function firstFire(schedule: Schedule, notBefore: number, notAfter: number): number | null {
  const from = Math.max(notBefore, earliest(schedule));
  const to = Math.min(notAfter, latest(schedule));
  switch (schedule.timing.kind) {
    case 'cron':
      return cronFires(schedule).firstIn(from, to);
    case 'once': {
      const at = schedule.timing.at.getTime();
      return from <= at && at <= to ? at : null;
    }
    case 'delay':
      return from <= to ? from : null;
    default:
      return schedule.timing satisfies never;
  }
}

function earliest({ startAt }: Schedule): number {
  return startAt?.getTime() ?? 0;
}

function latest({ endAt }: Schedule): number {
  return endAt?.getTime() ?? END_OF_TIME_MS;
}

const compiled = new Map<string, CronFires>();

/**
 * A schedule that runs in every hour of a day names no times of day but a distance: it goes on through both passes of a
 * repeated hour, and a gap takes nothing from it. Any other fires once for each time that it names.
 */
function cronFires({ expression, timeZone, daylightSaving }: Schedule): CronFires {
  const key = JSON.stringify([expression, timeZone, daylightSaving]);
  const known = compiled.get(key);
  if (known) return known;
  const walls = new WallTimes(expression);
  const fires = new CronFires(walls, zoneClock(timeZone), {
    moveOutOfGap: !walls.everyHour,
    repeat: walls.everyHour || daylightSaving === 'twice',
  });
  if (compiled.size >= REMEMBERED) compiled.clear();
  compiled.set(key, fires);
  return fires;
}
