import { type DueFires, findDue, type FireRange } from './due-fires';
import { firstFireFrom } from './fires';
import type { Schedule } from './schedule';

/** Why a fire made no run. */
export type SkipReason =
  /** The schedule was paused. */
  | 'paused'
  /** Its time passed unnoticed, and the schedule leaves such fires out. */
  | 'missed'
  /** Its time passed unnoticed, and one run is made up for it and the later ones. */
  | 'covered-by-later'
  /** Its time passed unnoticed, and more did than are made up for. */
  | 'over-misfire-limit'
  /** A run of the record was active. */
  | 'still-running'
  /** A run of the record was active, and another fire waited for its end already. */
  | 'queue-full'
  /** A later fire took its place before it could begin. */
  | 'superseded';

/** What becomes of a fire, or of all fires from the first to the last of a range. */
export type FireOutcome =
  | { readonly kind: 'run' | 'queue' | 'stop-and-start'; readonly fire: Date }
  | ({ readonly kind: 'skip'; readonly reason: SkipReason } & FireRange);

/** What the moment finds. */
export interface FireMoment {
  readonly recordId: string;
  /** The fire that is waited for. */
  readonly nextFire: Date;
  readonly now: Date;
  /** A fire that is acted on later than this after its time was missed. */
  readonly graceMs: number;
  readonly paused: boolean;
  /** Whether a run of the record is active. */
  readonly running: boolean;
  /** Fires that wait for the end of the active run, oldest first. */
  readonly waiting: readonly Date[];
}

export interface FireDecision {
  /** Together they hold each fire that is due once, and each that waited and does so no more. */
  readonly outcomes: readonly FireOutcome[];
  /** The fire to wait for next; null when there is none, or when it follows from the end of a run. */
  readonly nextFire: Date | null;
}

/**
 * Decides what becomes of the fires of a schedule that are due. First the rule for missed fires, then, one fire after
 * the other, the rule for runs that are still active. Missed fires that `fire-all` makes up for run one after the other,
 * whatever the rule for overlap. Nothing is due before `nextFire`; then nothing is decided.
 */
export function decideFire(schedule: Schedule, moment: FireMoment): FireDecision {
  const due = findDue(schedule, moment);
  if (due === null) return { outcomes: [], nextFire: moment.nextFire };
  const outcomes = moment.paused ? [skip('paused', due.all)] : decideDue(schedule, due, moment);
  return { outcomes, nextFire: followingFire(schedule, due, outcomes, moment) };
}

/** What the record's end of a run brings: the fire that waited begins, and a fixed delay starts to count. */
export function decideRunEnd(
  schedule: Schedule,
  { waiting, nextFire, endedAt }: { waiting: readonly Date[]; nextFire: Date | null; endedAt: Date },
): { readonly begin: Date | null; readonly nextFire: Date | null } {
  const begin = waiting[0] ?? null;
  if (schedule.timing.kind !== 'delay') return { begin, nextFire };
  return { begin, nextFire: begin ? null : firstFireFrom(schedule, endedAt.getTime() + schedule.timing.delayMs) };
}

/**
 * The fire that a schedule waits for from when it is set: a fixed delay counts from the end of the last run, and begins
 * at once where there was none; null while a run is active.
 */
export function initialFire(
  schedule: Schedule,
  { now, running, lastEndedAt }: { now: Date; running: boolean; lastEndedAt: Date | null },
): Date | null {
  if (schedule.timing.kind !== 'delay') return firstFireFrom(schedule, now.getTime() + 1);
  if (running) return null;
  const counted = lastEndedAt ? lastEndedAt.getTime() + schedule.timing.delayMs : 0;
  return firstFireFrom(schedule, Math.max(counted, now.getTime()));
}

function decideDue(schedule: Schedule, due: DueFires, moment: FireMoment): FireOutcome[] {
  const { missed, onTime } = due;
  if (missed === null) return decideOverlap(schedule, onTime, moment);
  switch (schedule.misfire) {
    case 'skip':
      return [skip('missed', missed), ...decideOverlap(schedule, onTime, moment)];
    case 'fire-once': {
      // A fire on time is the one run that is wanted anyway.
      const made = onTime.length > 0 ? onTime : [missed.to];
      const covered = onTime.length > 0 ? missed : due.missedBefore(missed.to);
      return [...(covered ? [skip('covered-by-later', covered)] : []), ...decideOverlap(schedule, made, moment)];
    }
    case 'fire-all': {
      const made = due.newestMissed(schedule.misfireLimit);
      const over = made[0] ? due.missedBefore(made[0]) : null;
      const begins = !moment.running && moment.waiting.length === 0;
      const waiting = [...moment.waiting, ...made.slice(begins ? 1 : 0)];
      return [
        ...(over ? [skip('over-misfire-limit', over)] : []),
        ...made.map((fire, index): FireOutcome => ({ kind: begins && index === 0 ? 'run' : 'queue', fire })),
        ...decideOverlap(schedule, onTime, { running: true, waiting }),
      ];
    }
    default:
      return schedule.misfire satisfies never;
  }
}

function decideOverlap(
  { overlap }: Schedule,
  fires: readonly Date[],
  { running, waiting }: Pick<FireMoment, 'running' | 'waiting'>,
): FireOutcome[] {
  if (overlap === 'stop-and-start') return decideReplacement(fires, running, waiting);
  let busy = running || waiting.length > 0;
  let queued = waiting.length > 0;
  return fires.map((fire): FireOutcome => {
    if (!busy) {
      busy = true;
      return { kind: 'run', fire };
    }
    if (overlap === 'skip') return skip('still-running', { from: fire, to: fire });
    if (queued) return skip('queue-full', { from: fire, to: fire });
    queued = true;
    return { kind: 'queue', fire };
  });
}

/** Only the newest fire is worth a start, and nothing goes on waiting behind it. */
function decideReplacement(fires: readonly Date[], running: boolean, waiting: readonly Date[]): FireOutcome[] {
  const newest = fires.at(-1);
  if (newest === undefined) return [];
  const older = [...waiting, ...fires.slice(0, -1)];
  return [
    ...older.map((fire) => skip('superseded', { from: fire, to: fire })),
    { kind: running ? 'stop-and-start' : 'run', fire: newest },
  ];
}

function followingFire(
  schedule: Schedule,
  due: DueFires,
  outcomes: readonly FireOutcome[],
  { now, running }: FireMoment,
): Date | null {
  if (schedule.timing.kind !== 'delay') return firstFireFrom(schedule, due.all.to.getTime() + 1);
  const runs = running || outcomes.some(({ kind }) => kind !== 'skip');
  return runs ? null : firstFireFrom(schedule, now.getTime() + schedule.timing.delayMs);
}

function skip(reason: SkipReason, { from, to }: FireRange): FireOutcome {
  return { kind: 'skip', reason, from, to };
}
