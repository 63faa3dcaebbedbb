const DAY_MS = 86_400_000;

/** Which schedules the page shows; what is absent does not restrict. */
export interface SchedulesFilter {
  readonly type?: string | undefined;
  readonly search?: string | undefined;
  /** An expression, and its zone (UTC when absent). */
  readonly schedule?: string | undefined;
  readonly scheduleTimeZone?: string | undefined;
  readonly paused?: boolean | undefined;
  readonly failing?: true | undefined;
}

/** The page's address. */
export interface SchedulesSearch extends SchedulesFilter {
  readonly view?: 'timeline' | 'load' | undefined;
  /** A week when absent. */
  readonly span?: 'day' | undefined;
  /** A day of the week, or the day, that is shown (`2026-12-24`); today when absent. */
  readonly day?: string | undefined;
  readonly sort?: 'nextFireAt' | undefined;
  /** The stretch whose fires are listed beside, of one record or of all that are shown. */
  readonly at?: string | undefined;
  readonly until?: string | undefined;
  readonly record?: string | undefined;
  /** How many fires a minute may have; the slots of the workers when absent. */
  readonly threshold?: number | undefined;
}

/** Reads the address; what is not understood is left out. */
export function parseSchedulesSearch(raw: Record<string, unknown>): SchedulesSearch {
  const { view, span, day, sort, threshold, paused, failing } = raw;
  const [at, until] = [momentOf(raw.at), momentOf(raw.until)];
  return {
    ...((view === 'timeline' || view === 'load') && { view }),
    ...(span === 'day' && { span }),
    ...(typeof day === 'string' && isDay(day) && { day }),
    ...(sort === 'nextFireAt' && { sort }),
    ...(at !== undefined && until !== undefined && at < until && { at, until }),
    ...(isCount(threshold) && { threshold }),
    ...textsOf(raw),
    ...(typeof paused === 'boolean' && { paused }),
    ...(failing === true && { failing }),
  };
}

/** Only what decides which schedules are shown. */
export function filterOf(search: SchedulesSearch): SchedulesFilter {
  const { type, search: text, schedule, scheduleTimeZone, paused, failing } = search;
  return {
    ...(type !== undefined && { type }),
    ...(text !== undefined && { search: text }),
    ...(schedule !== undefined && { schedule }),
    ...(scheduleTimeZone !== undefined && { scheduleTimeZone }),
    ...(paused !== undefined && { paused }),
    ...(failing && { failing }),
  };
}

/** The first day that is shown, and how many: a day, or the week from Monday in which it is. */
export function daysOf({ span, day }: SchedulesSearch, today: string): { readonly day: string; readonly days: 1 | 7 } {
  const shown = day ?? today;
  if (span === 'day') return { day: shown, days: 1 };
  const weekday = (new Date(shown).getUTCDay() + 6) % 7;
  return { day: laterDay(shown, -weekday), days: 7 };
}

/** A day so many days later, or earlier. */
export function laterDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The day (`2026-12-24`) of an instant, in milliseconds, in a zone. */
export function dayAt(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

function textsOf(
  raw: Record<string, unknown>,
): Partial<Record<'type' | 'search' | 'schedule' | 'scheduleTimeZone' | 'record', string>> {
  const texts: Partial<Record<'type' | 'search' | 'schedule' | 'scheduleTimeZone' | 'record', string>> = {};
  for (const name of ['type', 'search', 'schedule', 'scheduleTimeZone', 'record'] as const) {
    // The router reads `?search=123` as a number.
    const value = typeof raw[name] === 'number' ? String(raw[name]) : raw[name];
    if (typeof value === 'string' && value !== '') texts[name] = value;
  }
  return texts;
}

function isDay(value: string): boolean {
  return /^20\d\d-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && laterDay(value, 0) === value;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000;
}

function momentOf(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
