import type { MisfireRule, OverlapRule, ProcessRecord, RepeatedTimeRule, ScheduleOptions } from '@app/api-client';

/** What decides when a process runs: nobody but a person, a calendar, the end of its last run, or one time. */
export type ScheduleKind = 'none' | 'cron' | 'delay' | 'once';

/** What the fields of a schedule's options hold. */
export interface OptionValues {
  overlap: OverlapRule;
  misfire: MisfireRule;
  misfireLimit: string;
  daylightSaving: RepeatedTimeRule;
  jitterSeconds: string;
  startAt: string;
  endAt: string;
}

/** What the fields of a schedule hold. */
export interface ScheduleValues {
  kind: ScheduleKind;
  /** The expression, without the `every` or `at` that its kind begins with. */
  schedule: string;
  timeZone: string;
  options: OptionValues;
}

/** A schedule as the server takes it. */
export interface ScheduleDraft {
  readonly schedule: string | null;
  readonly timeZone: string | null;
  readonly scheduleOptions: ScheduleOptions | null;
}

export const DEFAULT_OPTIONS: OptionValues = {
  overlap: 'skip',
  misfire: 'fire-once',
  misfireLimit: '',
  daylightSaving: 'once',
  jitterSeconds: '',
  startAt: '',
  endAt: '',
};

/** The fields for the schedule of a record, or for none. */
export function scheduleValues(
  record: Pick<ProcessRecord, 'schedule' | 'timeZone' | 'scheduleOptions'> | null,
  defaultZone: string,
): ScheduleValues {
  const { kind, text } = splitSchedule(record?.schedule ?? null);
  const options = record?.scheduleOptions ?? {};
  return {
    kind,
    schedule: text,
    timeZone: record?.timeZone ?? defaultZone,
    options: {
      overlap: options.overlap ?? DEFAULT_OPTIONS.overlap,
      misfire: options.misfire ?? DEFAULT_OPTIONS.misfire,
      misfireLimit: String(options.misfireLimit ?? ''),
      daylightSaving: options.daylightSaving ?? DEFAULT_OPTIONS.daylightSaving,
      jitterSeconds: String(options.jitterSeconds ?? ''),
      startAt: options.startAt ?? '',
      endAt: options.endAt ?? '',
    },
  };
}

/** The kind of a schedule, and what is written after the word that says the kind. */
export function splitSchedule(schedule: string | null): { readonly kind: ScheduleKind; readonly text: string } {
  const text = schedule?.trim() ?? '';
  if (text === '') return { kind: 'none', text: '' };
  const delay = /^every\s+(.*)$/i.exec(text);
  if (delay) return { kind: 'delay', text: delay[1] ?? '' };
  const once = /^at\s+(.*)$/i.exec(text);
  if (once || /^\d{4}-\d\d-\d\d/.test(text)) return { kind: 'once', text: once?.[1] ?? text };
  return { kind: 'cron', text };
}

/** The schedule that the fields say; nothing where it is not said when. Options that are the default are left out. */
export function toSchedule({ kind, schedule, timeZone, options }: ScheduleValues): ScheduleDraft {
  const text = schedule.trim();
  if (kind === 'none' || text === '') return { schedule: null, timeZone: null, scheduleOptions: null };
  const given = givenOptions(options);
  return {
    schedule: `${PREFIX[kind]}${text}`,
    timeZone,
    scheduleOptions: Object.keys(given).length === 0 ? null : given,
  };
}

const PREFIX = { cron: '', delay: 'every ', once: 'at ' } as const;

const WHOLE = /^\d{1,9}$/;

/** What is wrong with the fields that hold numbers, by their names in the form: JSON has no way to send it. */
export function numberErrors({ options }: ScheduleValues): Record<string, string> {
  const names = ['jitterSeconds', 'misfireLimit'] as const;
  const wrong = names.filter((name) => options[name].trim() !== '' && !WHOLE.test(options[name].trim()));
  return Object.fromEntries(wrong.map((name) => [`options.${name}`, 'Must be a whole number']));
}

/** The options that differ from their defaults, and are numbers where these are wanted. */
export function givenOptions(options: OptionValues): ScheduleOptions {
  const { overlap, misfire, misfireLimit, daylightSaving, jitterSeconds, startAt, endAt } = options;
  return {
    ...(overlap !== DEFAULT_OPTIONS.overlap && { overlap }),
    ...(misfire !== DEFAULT_OPTIONS.misfire && { misfire }),
    ...(misfire === 'fire-all' && WHOLE.test(misfireLimit.trim()) && { misfireLimit: Number(misfireLimit) }),
    ...(daylightSaving !== DEFAULT_OPTIONS.daylightSaving && { daylightSaving }),
    ...(WHOLE.test(jitterSeconds.trim()) && { jitterSeconds: Number(jitterSeconds) }),
    ...(startAt.trim() !== '' && { startAt: startAt.trim() }),
    ...(endAt.trim() !== '' && { endAt: endAt.trim() }),
  };
}
