import {
  decideFire,
  decideRunEnd,
  dueAt,
  type FireOutcome,
  initialFire,
  parseSchedule,
  type Schedule,
} from '@app/scheduling';
import { FireLedger, type FireRow } from './fire-ledger';
import type { FoundSchedule, QueuedFire, StartRefusal } from './found-schedule';

/** How late a fire may be and still be on time; what is later was missed. Quartz waits as long (misfireThreshold). */
export const MISFIRE_GRACE_MS = 60_000;

/** With when it was to be acted on: its time and its jitter. */
export type DueFireRow = FireRow & { readonly dueAt: Date };

/** What is to be written. */
export interface FirePlan {
  readonly recordId: string;
  readonly nextFireAt: Date | null;
  readonly dueAt: Date | null;
  readonly waitsFor: 'run-end' | 'stop' | null;
  readonly error: string | null;
  /** The fire whose run begins now. */
  readonly begin: QueuedFire | null;
  readonly fires: readonly DueFireRow[];
}

/** Decides what a schedule does now: the rules of `libs/scheduling`, applied to what the record does. */
export function planFires(found: FoundSchedule, refusal: StartRefusal | null): FirePlan {
  const ledger = new FireLedger(found, refusal);
  if (found.schedule === null) return planOf(found, ledger, null, SILENT);
  const checked = parseSchedule({ schedule: found.schedule, timeZone: found.timeZone, options: found.options });
  if (checked.ok) return planOf(found, ledger, checked.schedule, planSchedule(checked.schedule, found, ledger));
  const error = checked.issues.map(({ field, message }) => `${field}: ${message}`).join(' ');
  for (const { fireAt } of found.queued) ledger.skip({ from: fireAt, to: fireAt }, 'schedule-unreadable', error);
  return planOf(found, ledger, null, { ...SILENT, error });
}

type Awaited = Pick<FirePlan, 'nextFireAt' | 'waitsFor' | 'error'>;

const SILENT: Awaited = { nextFireAt: null, waitsFor: null, error: null };

function planSchedule(schedule: Schedule, found: FoundSchedule, ledger: FireLedger): Awaited {
  let nextFireAt = waitedFire(schedule, found);
  const isDue = nextFireAt !== null && dueAt(schedule, found.recordId, nextFireAt) <= found.now;
  // Where a fire that is due takes the place of the waiting ones, none of them begins first.
  if (!isDue || schedule.overlap !== 'stop-and-start') ledger.beginQueued('schedule');
  if (isDue && nextFireAt !== null) nextFireAt = fireDue(schedule, found, ledger, nextFireAt);
  ledger.beginQueued('any');
  const isDelay = schedule.timing.kind === 'delay';
  if (isDelay) nextFireAt = delayedFire(schedule, found, ledger, nextFireAt);
  const waitsForEnd = ledger.waits || (isDelay && ledger.running);
  return {
    nextFireAt,
    waitsFor: ledger.replaces ? 'stop' : waitsForEnd ? 'run-end' : null,
    error: ledger.refused,
  };
}

function planOf(found: FoundSchedule, ledger: FireLedger, schedule: Schedule | null, awaited: Awaited): FirePlan {
  const { recordId } = found;
  const due = (fire: Date): Date => (schedule ? dueAt(schedule, recordId, fire) : fire);
  return {
    recordId,
    ...awaited,
    dueAt: awaited.nextFireAt && due(awaited.nextFireAt),
    begin: ledger.begins,
    fires: ledger.rows().map((row) => ({ ...row, dueAt: due(row.fireAt) })),
  };
}

/** The fire that is waited for, found anew where none is stored. */
function waitedFire(schedule: Schedule, found: FoundSchedule): Date | null {
  const { nextFireAt, waitsFor, running, lastEndedAt, now } = found;
  if (schedule.timing.kind !== 'delay')
    return nextFireAt ?? (waitsFor === null ? initialFire(schedule, { now, running, lastEndedAt }) : null);
  // Whatever ran since it was set: it counts from the end of that.
  if (running) return null;
  if (nextFireAt === null) return initialFire(schedule, { now, running, lastEndedAt });
  const counted = lastEndedAt && decideRunEnd(schedule, { waiting: [], nextFire: null, endedAt: lastEndedAt }).nextFire;
  return counted && counted > nextFireAt ? counted : nextFireAt;
}

/** Acts on what is due; gives the fire to wait for next. */
function fireDue(schedule: Schedule, found: FoundSchedule, ledger: FireLedger, nextFire: Date): Date | null {
  const { recordId, resumedAt, now, paused } = found;
  const decide = (from: Date, until: Date, isPaused: boolean): Date | null => {
    const decision = decideFire(schedule, {
      recordId,
      nextFire: from,
      now: until,
      graceMs: MISFIRE_GRACE_MS,
      paused: isPaused,
      running: ledger.running,
      waiting: ledger.waitingFires,
    });
    for (const outcome of decision.outcomes) record(ledger, outcome);
    return decision.nextFire;
  };
  // What fell into a pause stays out also where nobody looked before its end.
  const pausedUntil = !paused && resumedAt && resumedAt <= now ? resumedAt : null;
  const from = pausedUntil ? decide(nextFire, pausedUntil, true) : nextFire;
  return from && decide(from, now, paused);
}

function record(ledger: FireLedger, outcome: FireOutcome): void {
  switch (outcome.kind) {
    case 'run':
      ledger.begin({ fireAt: outcome.fire, origin: 'schedule', requestedBy: null });
      break;
    case 'queue':
      ledger.queue(outcome.fire);
      break;
    case 'stop-and-start':
      ledger.replace(outcome.fire);
      break;
    case 'skip':
      ledger.skip(outcome, outcome.reason, null);
      break;
    default:
      outcome satisfies never;
  }
}

/** A delay that has no run to wait for counts from now. */
function delayedFire(schedule: Schedule, found: FoundSchedule, ledger: FireLedger, nextFire: Date | null): Date | null {
  if (ledger.running) return null;
  if (nextFire !== null || ledger.refused === null) return nextFire;
  return decideRunEnd(schedule, { waiting: [], nextFire, endedAt: found.now }).nextFire;
}
