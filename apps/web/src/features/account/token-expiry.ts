const DAY_MS = 86_400_000;

/** After how many days a token can end; null: never. */
export const EXPIRIES = [
  { value: '7', label: 'In 7 days', days: 7 },
  { value: '30', label: 'In 30 days', days: 30 },
  { value: '90', label: 'In 90 days', days: 90 },
  { value: '365', label: 'In a year', days: 365 },
  { value: 'never', label: 'Never', days: null },
] as const;

export type Expiry = (typeof EXPIRIES)[number]['value'];

export const USUAL_EXPIRY: Expiry = '90';

/** The moment at which a token made now ends; null: never. `now` in milliseconds since the epoch. */
export function expiryAt(expiry: Expiry, now: number): string | null {
  const days = EXPIRIES.find(({ value }) => value === expiry)?.days ?? null;
  return days === null ? null : new Date(now + days * DAY_MS).toISOString();
}

/** How close the end of a token is: `ended`, `soon` (within a week), or neither. */
export function expiryState(expiresAt: string | null, now: number): 'ended' | 'soon' | 'far' {
  if (expiresAt === null) return 'far';
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'ended';
  return left < 7 * DAY_MS ? 'soon' : 'far';
}
