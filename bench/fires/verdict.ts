import type { Client } from 'pg';
import { percentile } from '../table';

/** A fire that has to come: each record fires every ten seconds. */
export interface ExpectedFires {
  /** Time of the first second, in milliseconds since 1970. */
  readonly startMs: number;
  readonly seconds: number;
  readonly rate: number;
}

export interface FireVerdict {
  readonly expected: number;
  /** Expected fires of which nothing is known. */
  readonly missed: number;
  /** Fires with more than one run or row, and fires that nobody expected. */
  readonly double: number;
  readonly unexpected: number;
  readonly runs: number;
  /** Made no run, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** From when a fire was due until it was decided, in ms. */
  readonly decidedMs: Lateness;
  /** From when a fire was due until the command of its run began, in ms. */
  readonly begunMs: Lateness;
}

export interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

interface FireRow {
  record: string;
  fireMs: number;
  lastMs: number;
  outcome: string;
  reason: string | null;
  lateMs: number;
}

const PERIOD_SECONDS = 10;

/** The records of one second of each ten, e.g. `fire-3-017`. */
export function recordIds({ rate }: Pick<ExpectedFires, 'rate'>, second: number): string[] {
  return Array.from({ length: rate }, (_, index) => `fire-${second}-${String(index).padStart(4, '0')}`);
}

/** Compares what was to fire with what did. */
export async function judgeFires(client: Client, expected: ExpectedFires): Promise<FireVerdict> {
  const { rows } = await client.query<FireRow>(`
    SELECT process_record_id AS record, extract(epoch FROM fire_at)::double precision * 1000 AS "fireMs",
      extract(epoch FROM last_fire_at)::double precision * 1000 AS "lastMs", outcome, reason,
      extract(epoch FROM decided_at - due_at)::double precision * 1000 AS "lateMs"
    FROM schedule_fire`);
  const runs = await client.query<{ runs: number; fires: number }>(`
    SELECT count(*)::integer AS runs, count(DISTINCT (process_record_id, scheduled_fire_at))::integer AS fires
    FROM process_run WHERE trigger = 'schedule'`);
  const begun = await client.query<{ lateMs: number }>(`
    SELECT extract(epoch FROM attempt.started_at - run.scheduled_fire_at)::double precision * 1000 AS "lateMs"
    FROM process_run run JOIN task_attempt attempt ON attempt.run_id = run.id AND attempt.attempt = 1`);
  const wanted = wantedFires(expected);
  const seen = new Map<string, number>();
  const skipped = new Map<string, number>();
  let unexpected = 0;
  for (const row of rows) {
    const fires = firesOfRow(row);
    if (fires.length === 0) unexpected += 1;
    for (const fire of fires) {
      if (wanted.has(fire)) seen.set(fire, (seen.get(fire) ?? 0) + 1);
      else unexpected += 1;
      if (row.reason !== null) skipped.set(row.reason, (skipped.get(row.reason) ?? 0) + 1);
    }
  }
  const made = runs.rows[0] ?? { runs: 0, fires: 0 };
  return {
    expected: wanted.size,
    missed: wanted.size - seen.size,
    double: [...seen.values()].filter((times) => times > 1).length + made.runs - made.fires,
    unexpected,
    runs: made.runs,
    skipped,
    decidedMs: latenessOf(rows.map(({ lateMs }) => lateMs)),
    begunMs: latenessOf(begun.rows.map(({ lateMs }) => lateMs)),
  };
}

function wantedFires({ startMs, seconds, rate }: ExpectedFires): ReadonlySet<string> {
  const fires = new Set<string>();
  for (let second = 0; second < seconds; second++)
    for (const id of recordIds({ rate }, second % PERIOD_SECONDS)) fires.add(`${id} ${startMs + second * 1_000}`);
  return fires;
}

/** A range holds a fire in each ten seconds. */
function firesOfRow({ record, fireMs, lastMs }: FireRow): string[] {
  const fires: string[] = [];
  for (let at = Math.round(fireMs); at <= Math.round(lastMs); at += PERIOD_SECONDS * 1_000)
    fires.push(`${record} ${at}`);
  return fires;
}

function latenessOf(values: readonly number[]): Lateness {
  if (values.length === 0) return { p50: Number.NaN, p99: Number.NaN, max: Number.NaN };
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), max: percentile(values, 1) };
}
