export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres';
export { PostgresServer, type ServerOptions } from './postgres-server';
export { freePort } from './free-port';
