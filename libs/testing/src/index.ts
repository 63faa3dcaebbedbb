export * from './eventually';
export * from './temporary-folder';
export * from './typescript-process';
