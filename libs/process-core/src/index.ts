export * from './definition';
export * from './definition-problem';
export * from './decide';
export * from './errors';
export * from './output-mark';
export * from './status';
