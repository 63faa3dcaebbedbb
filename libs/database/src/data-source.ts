import { type Pool, types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from './migrations';
import { connectWithinMs, dropSilentConnections } from './silent-connections';
import { SqlClient } from './sql-client';
import { parseTimestamp } from './timestamp';

// bigint columns hold counts and milliseconds, all far below 2^53.
const BIGINT_OID = 20;
const TIMESTAMPTZ_OID = 1184;

export interface DatabaseOptions {
  readonly url: string;
  /** Connections of this process at most. */
  readonly poolSize?: number;
  /** When a statement is given up because no answer comes, e.g. from a host that is gone; by default never. */
  readonly queryTimeoutMs?: number;
  /** Hears of idle connections that broke; the pool replaces them, and what uses it reports its own failure. */
  readonly onConnectionLost?: (error: Error) => void;
  /** For a process that looks rows up by their keys only: its plans are made once, and are those of large tables. */
  readonly looksUpByKey?: boolean;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

// PostgreSQL would plan a statement on a partitioned table anew each time, for a millisecond, as the plan for the very
// partition looks cheaper than the one that finds it; and a plan that was made while a table was small would read all of
// it until its statistics are renewed.
// Until PostgreSQL 17 a scan that is unavoidable all the same looks so dear that it would be compiled first (JIT).
const KEY_LOOKUPS = [
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
];

/** TypeORM options for the product's database. Schema changes come from migrations only. */
export function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName ?? 'process-orchestrator',
    synchronize: false,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    poolSize: options.poolSize ?? 10,
    poolErrorHandler: options.onConnectionLost ?? (() => undefined),
    extra: {
      connectionTimeoutMillis: connectWithinMs(options.queryTimeoutMs),
      keepAlive: true,
      ...(options.looksUpByKey && { options: KEY_LOOKUPS.map((setting) => `-c ${setting}`).join(' ') }),
      ...(options.queryTimeoutMs !== undefined && { query_timeout: options.queryTimeoutMs }),
      types: {
        getTypeParser: (oid: number, format?: 'text' | 'binary') => {
          if (oid === BIGINT_OID) return Number;
          return oid === TIMESTAMPTZ_OID ? parseTimestamp : types.getTypeParser(oid, format as 'text');
        },
      },
    },
  };
}

/** The statement runner on the data source's pool. */
export function sqlClientOf(dataSource: DataSource): SqlClient {
  const driver = dataSource.driver as unknown as { master: Pool };
  dropSilentConnections(driver.master);
  return new SqlClient(driver.master);
}

/** Brings the database to the newest schema; concurrent callers wait for one another. */
export async function runMigrations(url: string): Promise<void> {
  const dataSource = await new DataSource({ ...dataSourceOptions({ url, poolSize: 2 }) }).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    // An advisory lock, so that replicas that start together migrate one after the other.
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await dataSource.runMigrations();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

const MIGRATION_LOCK = 7_216_001;
