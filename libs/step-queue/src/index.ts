export * from './bullmq-step-consumer';
export * from './bullmq-step-queue';
export { prepareQueueLocation, QueueRefusedError } from './queue-backend';
export * from './step-queue.module';
