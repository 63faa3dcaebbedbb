import { StepQueue } from '@app/orchestrator';
import { type DynamicModule, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BullmqStepQueue } from './bullmq-step-queue';
import type { QueueLocation } from './queue-backend';
import type { QueueTimes } from './queue-times';

/** Gives every module the `StepQueue` at the location; closed after everything that enqueues. */
@Module({})
export class StepQueueModule implements OnApplicationShutdown {
  constructor(@Inject(StepQueue) private readonly queue: BullmqStepQueue) {}

  static forRoot(location: QueueLocation, times: QueueTimes): DynamicModule {
    const logger = new Logger('StepQueue');
    return {
      module: StepQueueModule,
      global: true,
      providers: [
        {
          provide: StepQueue,
          useFactory: () =>
            new BullmqStepQueue(location, times, (error) => logger.warn(`Step queue: ${error.message}`)),
        },
      ],
      exports: [StepQueue],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}

/** Redis when its URL is set, else PostgreSQL. */
export function queueLocation(config: { databaseUrl: string; redisUrl: string | null }): QueueLocation {
  return config.redisUrl === null
    ? { kind: 'postgres', url: config.databaseUrl }
    : { kind: 'redis', url: config.redisUrl };
}
