import { DatabaseError, type Pool, type PoolClient, type QueryResultRow } from 'pg';
import { isConnectionFault } from './connection-fault';

/** One SQL statement: prepared once per connection under its name, with the parameters $1, $2, … */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * Runs named prepared statements on TypeORM's own connection pool. The hot path uses it instead of the
 * ORM's query runner: one round trip per call, no parsing, no hydration.
 */
export class SqlClient {
  constructor(private readonly pool: Pool) {}

  /** Runs the statement in a transaction of its own; gives the rows. Throws the driver's error. */
  async query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return run<Row>(this.pool, statement, values);
  }

  /** Runs `work` on one connection inside BEGIN … COMMIT; rolls back and rethrows when it throws. */
  async transaction<T>(work: (client: TransactionClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(new TransactionClient(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      // A connection that is gone, or that answers no more, is closed instead.
      if (!isConnectionFault(error)) await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release(isConnectionFault(failure) ? failure : undefined);
    }
  }
}

/** The statements of one open transaction. */
export class TransactionClient {
  constructor(private readonly client: PoolClient) {}

  async query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return run<Row>(this.client, statement, values);
  }
}

async function run<Row extends QueryResultRow>(
  on: Pool | PoolClient,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  try {
    return (await on.query<Row>({ name, text, values: [...values] })).rows;
  } catch (error) {
    // Of a violated constraint the server quotes the whole row, secrets included, and errors are logged.
    if (error instanceof DatabaseError && DATA_REFUSED.test(error.code ?? '')) delete error.detail;
    throw error;
  }
}

// Data exceptions and integrity violations.
const DATA_REFUSED = /^2[23]/;
