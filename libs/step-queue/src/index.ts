export * from './bullmq-step-consumer';
export * from './bullmq-step-queue';
export { prepareStores } from './prepare-stores';
export { prepareQueueLocation } from './queue-backend';
export * from './queue-times';
export * from './step-queue.module';
