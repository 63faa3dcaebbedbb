import type { BackfillOutcome, ClockNote, FireReason } from '@app/api-client';

const REASONS: Readonly<Record<FireReason, string>> = {
  paused: 'the schedule was paused',
  missed: 'nothing could fire at its time, and what is missed is left out',
  'covered-by-later': 'it was missed, and one run makes up for it and later ones',
  'over-misfire-limit': 'it was missed, and more were than are made up for',
  'still-running': 'the run before was still active',
  'queue-full': 'a run was active, and another fire waited for its end already',
  superseded: 'a later fire took its place before it could begin',
  'schedule-changed': 'the schedule was changed',
  'schedule-unreadable': 'the schedule cannot be read',
  'type-missing': 'the process type does not exist any more',
  'type-unreadable': 'the process type cannot be read',
  'input-invalid': 'the input does not fit the process type',
  withdrawn: 'the backfill was cancelled before it began',
};

const NOTES: Readonly<Record<ClockNote, string>> = {
  moved: 'clocks go forward: its time does not exist that day, it fires at the next one that does',
  'first-of-two': 'clocks go back: its time comes twice that day, this is the first',
  'second-of-two': 'clocks go back: its time comes twice that day, this is the second',
};

const BACKFILLED: Readonly<Record<BackfillOutcome, string>> = {
  QUEUED: 'a run is made',
  HAS_RUN: 'has its run already',
  WAITS_ALREADY: 'waits for its run already',
};

/** Why a fire made no run, to be read after `Skipped:`. A reason of a newer server is said as it is. */
export function reasonWords(reason: string): string {
  const known: Readonly<Partial<Record<string, string>>> = REASONS;
  return known[reason] ?? reason;
}

/** What a change of clocks has to do with a fire. */
export function clockWords(note: ClockNote): string {
  return NOTES[note];
}

/** What a backfill does about a fire. */
export function backfillWords(outcome: BackfillOutcome): string {
  return BACKFILLED[outcome];
}
