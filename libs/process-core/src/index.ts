export * from './definition';
export * from './status';
