import type { CalendarSlot } from '@app/api-client';
import type { StatusTone } from '../../shared/status/display-status';

/** What became, or will become, of fires. */
export type FireCounts = Pick<
  CalendarSlot,
  'completed' | 'failed' | 'stopped' | 'running' | 'queued' | 'skipped' | 'gone' | 'coming' | 'paused'
>;

/** What asks for attention first comes first. */
const LOOKS: readonly (readonly [count: keyof FireCounts, tone: StatusTone, words: string])[] = [
  ['failed', 'failed', 'failed'],
  ['skipped', 'skipped', 'left out'],
  ['stopped', 'stopped', 'stopped'],
  ['running', 'running', 'running'],
  ['queued', 'retrying', 'waiting'],
  ['completed', 'completed', 'completed'],
  ['gone', 'notrun', 'with a run that is not kept any more'],
  ['coming', 'pending', 'to come'],
  ['paused', 'skipped', 'to come but paused'],
];

/** The fires that are one kind of thing, most urgent first; kinds without any are left out. */
export function kindsOf(
  counts: FireCounts,
): { count: keyof FireCounts; tone: StatusTone; words: string; fires: number }[] {
  return LOOKS.map(([count, tone, words]) => ({ count, tone, words, fires: counts[count] })).filter(
    ({ fires }) => fires > 0,
  );
}

/** `12 fires: 1 failed, 11 completed` */
export function countWords(counts: FireCounts, guessed = 0): string {
  const kinds = kindsOf(counts);
  const total = kinds.reduce((sum, { fires }) => sum + fires, 0);
  const parts = kinds.map(({ fires, words }) => `${fires.toLocaleString('en')} ${words}`);
  const known =
    total === 0 ? 'no fires' : `${total.toLocaleString('en')} ${total === 1 ? 'fire' : 'fires'}: ${parts.join(', ')}`;
  return guessed === 0 ? known : `${known}; about ${guessed.toLocaleString('en')} more of fixed delays`;
}

/** All fires, those that are left out by a pause aside. */
export function firesOf({ paused: _, ...counts }: FireCounts): number {
  return kindsOf({ ...counts, paused: 0 }).reduce((sum, { fires }) => sum + fires, 0);
}

/** A number in few letters: `980`, `12k`. */
export function shortCount(count: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: count < 10_000 ? 1 : 0 })
    .format(count)
    .toLowerCase();
}

const REASONS: Readonly<Record<string, string>> = {
  paused: 'the schedule was paused',
  missed: 'its time passed unnoticed',
  'covered-by-later': 'a later fire made up for it',
  'over-misfire-limit': 'more were missed than are made up for',
  'still-running': 'the run before was still active',
  'queue-full': 'one fire was waiting already',
  superseded: 'a newer fire took its place',
  'schedule-changed': 'the schedule was changed',
  'schedule-unreadable': 'the schedule cannot be read',
  'type-missing': 'the process type does not exist',
  'type-unreadable': 'the process type cannot be read',
  'input-invalid': 'the input does not fit the type',
  withdrawn: 'its backfill was taken back',
};

/** Why a fire made no run. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason;
}
