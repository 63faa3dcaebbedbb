export * from './process-record.entity';
export * from './process-run.entity';
export * from './task.entity';
export * from './task-attempt.entity';
export * from './worker.entity';
export * from './keyset-page';
export * from './record-filter';
export * from './statistics-window';
