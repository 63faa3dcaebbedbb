/** A span of time around now, or exact ends. */
export interface TimeRange {
  readonly when?: Span | undefined;
  /** ISO 8601, with its zone. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const SPANS = {
  overdue: [Number.NEGATIVE_INFINITY, 0],
  'next-1h': [0, 3_600_000],
  'next-24h': [0, 86_400_000],
  'last-1h': [-3_600_000, Number.POSITIVE_INFINITY],
  'last-24h': [-86_400_000, Number.POSITIVE_INFINITY],
  'last-7d': [-604_800_000, Number.POSITIVE_INFINITY],
} satisfies Record<string, readonly [from: number, to: number]>;

/** Ends in milliseconds from now. */
export type Span = keyof typeof SPANS;

/** Reads a range from the URL; what is not understood is left out. */
export function parseTimeRange({ when, from, to }: Record<string, unknown>): TimeRange {
  return {
    ...(typeof when === 'string' && Object.hasOwn(SPANS, when) && { when: when as Span }),
    ...(isMoment(from) && { from }),
    ...(isMoment(to) && { to }),
  };
}

/** The ends of a range. `now`: milliseconds since the epoch. */
export function endsOf({ when, from, to }: TimeRange, now: number): { from?: string; to?: string } {
  if (when === undefined) return { ...(from && { from }), ...(to && { to }) };
  const [first, last] = SPANS[when];
  return {
    ...(Number.isFinite(first) && { from: new Date(now + first).toISOString() }),
    ...(Number.isFinite(last) && { to: new Date(now + last).toISOString() }),
  };
}

/** The value of a field for local times, of a moment; empty for none. */
export function toLocalField(moment: string | undefined): string {
  if (moment === undefined) return '';
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment of a field for local times; undefined while it is empty. */
export function fromLocalField(value: string): string | undefined {
  const at = new Date(value);
  return value === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function isMoment(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d.*Z$/.test(value) && !Number.isNaN(Date.parse(value));
}
