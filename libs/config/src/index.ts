export * from './config';
export * from './config.module';
export * from './lease-margin';
export * from './load-config';
export * from './parent-lifeline';
export * from './process-environment';
export * from './startup-error';
export * from './wait-for-service';
