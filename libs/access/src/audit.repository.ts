import { decodeCursor, encodeCursor, type PageRequest, type SqlClient, type Statement } from '@app/database';
import type { AuditEntry, AuditFilter, KeptAuditEntry } from './audit-entry';
import type { Sql } from './user.repository';

/** A page of the audit, the latest entries first. */
export interface AuditPage {
  readonly rows: readonly KeptAuditEntry[];
  readonly next: string | null;
}

const COLUMNS = `id, at, actor_kind AS "actorKind", actor, user_id AS "userId", action, target, method, path, address,
  request_id AS "requestId", outcome, status, detail`;

// Cut to what the columns take: what clients send must not keep an entry out.
const INSERT: Statement = {
  name: 'insert_audit_entries',
  text: `
    INSERT INTO audit_entry (actor_kind, actor, user_id, action, target, method, path, address, request_id, outcome,
      status, detail)
    SELECT "actorKind", left(actor, 255), "userId", left(action, 100), left(target, 255), left(method, 20),
      left(path, 500), left(address, 45), left("requestId", 128), outcome, status, left(detail, 1000)
    FROM json_to_recordset($1) AS entry ("actorKind" text, actor text, "userId" uuid, action text, target text,
      method text, path text, address text, "requestId" text, outcome text, status integer, detail text)`,
};

const REMOVE: Statement = { name: 'remove_audit_entries', text: 'SELECT remove_audit_entries($1, $2) AS removed' };
const BATCH = 1_000;

// PostgreSQL's texts take no NUL, and its JSON no half of a surrogate pair. A client that sends one must not keep an entry
// out of the audit.
const UNSTORABLE = /[\0\p{Cs}]/gu;

/** Adds entries to the audit and reads it. Nothing changes entries. */
export class AuditRepository {
  constructor(private readonly sql: SqlClient) {}

  /** @param sql the transaction of what is audited, where there is one */
  async add(entries: readonly AuditEntry[], sql: Sql = this.sql): Promise<void> {
    const json = JSON.stringify(entries, (_, value: unknown) =>
      typeof value === 'string' ? value.replace(UNSTORABLE, '\uFFFD') : value,
    );
    await sql.query(INSERT, [json]);
  }

  /** @throws DomainError `invalid` for a cursor that is none */
  async list(filter: AuditFilter, { limit, cursor }: PageRequest): Promise<AuditPage> {
    const values: unknown[] = [];
    const used = CONDITIONS.filter(([field]) => filter[field] !== undefined);
    const conditions = used.map(([field, condition]) => condition(`$${values.push(filter[field])}`));
    if (cursor !== undefined) conditions.push(`id < $${values.push(decodeCursor(cursor, ['number'])[0])}::bigint`);
    // One prepared statement for each combination of filters.
    const name = ['list_audit', ...used.map(([field]) => field), ...(cursor === undefined ? [] : ['after'])].join('_');
    const text = `
      SELECT ${COLUMNS} FROM audit_entry ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
      ORDER BY id DESC LIMIT $${values.push(limit + 1)}`;
    const rows = await this.sql.query<KeptAuditEntry>({ name, text }, values);
    const kept = rows.slice(0, limit);
    const last = kept.at(-1);
    return { rows: kept, next: rows.length > limit && last ? encodeCursor([last.id]) : null };
  }

  /** Removes entries that are older, in small transactions; gives how many. At least a day is kept. */
  async removeOlderThan(ageMs: number): Promise<number> {
    for (let total = 0; ; ) {
      const removed = (await this.sql.query<{ removed: number }>(REMOVE, [ageMs, BATCH]))[0]?.removed ?? 0;
      total += removed;
      if (removed < BATCH) return total;
    }
  }
}

const CONDITIONS: readonly [keyof AuditFilter, (placeholder: string) => string][] = [
  ['actor', (value) => `actor = ${value}`],
  ['action', (value) => `action = ${value}`],
  ['target', (value) => `target = ${value}`],
  ['address', (value) => `address = ${value}`],
  ['outcome', (value) => `outcome = ${value}`],
  ['from', (value) => `at >= ${value}::timestamptz`],
  ['to', (value) => `at < ${value}::timestamptz`],
];
