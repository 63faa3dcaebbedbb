import { DataSource } from 'typeorm';
import { dataSourceOptions, sqlClientOf } from './data-source';
import type { SqlClient } from './sql-client';

/** Runs `work` with a statement runner on a small pool of its own, and closes it. Throws what connecting or `work` throws. */
export async function withSqlClient<T>(url: string, work: (sql: SqlClient) => Promise<T>): Promise<T> {
  const dataSource = await new DataSource(dataSourceOptions({ url, poolSize: 2 })).initialize();
  try {
    return await work(sqlClientOf(dataSource));
  } finally {
    await dataSource.destroy();
  }
}
