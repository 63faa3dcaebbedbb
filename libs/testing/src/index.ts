export * from './engine-fixture';
export * from './eventually';
export * from './invariants';
export * from './temporary-folder';
export * from './test-database';
export * from './test-redis';
export * from './typescript-process';
export * from './shipped-type-jobs';
