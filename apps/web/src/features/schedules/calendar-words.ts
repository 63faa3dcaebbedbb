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

/** Of a band: begins with the number that is seen on it, so that whoever speaks what they see finds it (WCAG 2.5.3). */
export function bandName(fires: number, id: string, words: string): string {
  return `${shortCount(fires)} fires of ${id}, ${words}`;
}
