export * from './definition';
export * from './decide';
export * from './errors';
export * from './status';
