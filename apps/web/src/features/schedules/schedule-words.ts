import type { MisfireRule, OverlapRule, RepeatedTimeRule, ScheduleOptions } from '@app/api-client';
import { splitSchedule } from './schedule-draft';

interface Choice<Rule extends string> {
  readonly value: Rule;
  readonly label: string;
}

/** What becomes of a fire while a run is still active. */
export const OVERLAPS: readonly Choice<OverlapRule>[] = [
  { value: 'skip', label: 'leave the fire out' },
  { value: 'queue', label: 'let one fire wait for its end' },
  { value: 'stop-and-start', label: 'stop it and start anew' },
];

/** What becomes of fires whose time passed unnoticed. */
export const MISFIRES: readonly Choice<MisfireRule>[] = [
  { value: 'skip', label: 'leave them out' },
  { value: 'fire-once', label: 'make one run for all of them' },
  { value: 'fire-all', label: 'make a run for each' },
];

/** How often a time fires that exists twice. */
export const REPEATED_TIMES: readonly Choice<RepeatedTimeRule>[] = [
  { value: 'once', label: 'fire once' },
  { value: 'twice', label: 'fire twice' },
];

/** What a fixed delay or a single time means; null for a calendar, which takes a library to be said. */
export function plainReading(schedule: string, timeZone: string): string | null {
  const { kind, text } = splitSchedule(schedule);
  switch (kind) {
    case 'delay':
      return `${delayWords(text)} after the end of the last run, whatever began it`;
    case 'once':
      return `Once: ${text.replace('T', ' at ')}${/(Z|[+-]\d\d:\d\d)$/i.test(text) ? '' : ` (${timeZone})`}`;
    case 'none':
    case 'cron':
      return null;
    default:
      return kind satisfies never;
  }
}

const UNITS: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

function delayWords(text: string): string {
  const parts = [...text.toLowerCase().matchAll(/(\d+)\s*([smhd])/g)];
  return parts.map(([, count, unit = '']) => `${count} ${UNITS[unit]}${count === '1' ? '' : 's'}`).join(' ');
}

/** The options that differ from their defaults, each as its subject and what is done. */
export function optionWords(options: ScheduleOptions | null): { readonly about: string; readonly words: string }[] {
  const { startAt, endAt, jitterSeconds, overlap, misfire, misfireLimit, daylightSaving } = options ?? {};
  const limit = misfireLimit ?? 100;
  return [
    ...(startAt ? [{ about: 'From', words: spaced(startAt) }] : []),
    ...(endAt ? [{ about: 'Until', words: spaced(endAt) }] : []),
    ...(jitterSeconds ? [{ about: 'Spread', words: `each fire is put off by up to ${jitterSeconds} s` }] : []),
    ...(overlap && overlap !== 'skip' ? [{ about: 'Run still active', words: labelOf(OVERLAPS, overlap) }] : []),
    ...(misfire && misfire !== 'fire-once'
      ? [
          {
            about: 'Missed fires',
            words: `${labelOf(MISFIRES, misfire)}${misfire === 'fire-all' ? `, the last ${limit}` : ''}`,
          },
        ]
      : []),
    ...(daylightSaving === 'twice' ? [{ about: 'Clocks go back', words: labelOf(REPEATED_TIMES, 'twice') }] : []),
  ];
}

function labelOf<Rule extends string>(choices: readonly Choice<Rule>[], rule: Rule): string {
  return choices.find(({ value }) => value === rule)?.label ?? rule;
}

function spaced(moment: string): string {
  return moment.replace('T', ' ');
}
