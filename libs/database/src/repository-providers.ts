import type { Provider } from '@nestjs/common';
import { SqlClient } from './sql-client';

/** Providers of repositories that need a `SqlClient` and nothing else; it has to come from a global module. */
export function repositoryProviders(repositories: readonly (new (sql: SqlClient) => object)[]): Provider[] {
  return repositories.map((repository) => ({
    provide: repository,
    inject: [SqlClient],
    useFactory: (sql: SqlClient) => new repository(sql),
  }));
}
