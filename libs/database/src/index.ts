export * from './connection-fault';
export * from './data-source';
export * from './database.module';
export * from './notification-listener';
export * from './schema-dump';
export * from './sql-client';
export * from './wait-for-database';
export * from './with-client';
