import type { AuditOutcome } from '@app/api-client';
import { endsOf, parseTimeRange, type TimeRange } from '../../shared/time/time-range';

/** Which entries are shown; what is absent does not restrict. It lives in the URL. */
export interface AuditFilter extends TimeRange {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly address?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
}

/** Each outcome in words. */
export const OUTCOME_WORDS = {
  DONE: 'Done',
  REFUSED: 'Refused',
  DENIED: 'Denied',
  FAILED: 'Failed',
} satisfies Record<AuditOutcome, string>;

const TEXTS = ['actor', 'action', 'target', 'address'] as const;

/** Reads the filter from the URL; what is not understood is left out. */
export function parseAuditFilter(search: Record<string, unknown>): AuditFilter {
  const { outcome } = search;
  const texts = TEXTS.flatMap((key) => {
    // The router reads `?target=123` as a number.
    const value = typeof search[key] === 'number' ? String(search[key]) : search[key];
    return typeof value === 'string' && value !== '' ? [[key, value] as const] : [];
  });
  return {
    ...parseTimeRange(search),
    ...Object.fromEntries(texts),
    ...(typeof outcome === 'string' && Object.hasOwn(OUTCOME_WORDS, outcome) && { outcome: outcome as AuditOutcome }),
  };
}

/** The filter as the API takes it. `now` in milliseconds since the epoch. */
export function auditQueryOf({ when, from, to, ...filter }: AuditFilter, now: number) {
  return { ...filter, ...endsOf({ when, from, to }, now) };
}

/** Where the entries of the filter are to be had as CSV. */
export function auditExportPath(filter: AuditFilter, now: number): string {
  const given = Object.entries(auditQueryOf(filter, now)).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given as [string, string][]).toString();
  return query === '' ? '/api/audit/export' : `/api/audit/export?${query}`;
}
