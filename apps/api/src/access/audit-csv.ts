import type { KeptAuditEntry } from '@app/access';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = [
  'id',
  'at',
  'actorKind',
  'actor',
  'action',
  'target',
  'outcome',
  'status',
  'detail',
  'method',
  'path',
  'address',
  'requestId',
] as const satisfies readonly (keyof KeptAuditEntry)[];

/** The names of the columns as a line. */
export function auditCsvHead(): string {
  return stringify([[...COLUMNS]], { record_delimiter: 'windows' });
}

/**
 * Entries as lines of CSV (RFC 4180). A value that a spreadsheet would take for a formula gets a quote in front
 * (OWASP, "CSV Injection"): names and paths come from outside.
 */
export function auditCsv(entries: readonly KeptAuditEntry[]): string {
  return stringify([...entries], {
    columns: [...COLUMNS],
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { date: (value) => value.toISOString() },
  });
}
