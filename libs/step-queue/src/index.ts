export * from './bullmq-step-consumer';
export * from './bullmq-step-queue';
export { prepareQueueLocation, QueueRefusedError } from './queue-backend';
export * from './queue-times';
export * from './step-queue.module';
