export * from './data-source';
export * from './sql-client';
