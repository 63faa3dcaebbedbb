import { SqlClient } from '@app/database';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { LiveEventFeed } from './live-event-feed';
import { LiveEventRepository } from './live-event.repository';

const POLL_MS = 250;

/** Gives the feed of changes. Expects a global `SqlClient`. */
@Module({})
export class LiveEventsModule {
  static forRoot(): DynamicModule {
    const logger = new Logger('LiveEvents');
    return {
      module: LiveEventsModule,
      providers: [
        {
          provide: LiveEventFeed,
          inject: [SqlClient],
          useFactory: (sql: SqlClient) =>
            new LiveEventFeed(new LiveEventRepository(sql), {
              pollMs: POLL_MS,
              onOutage: (error) =>
                error === null
                  ? logger.log('Live events are read again.')
                  : logger.warn({ err: error }, 'Live events cannot be read; trying again.'),
            }),
        },
      ],
      exports: [LiveEventFeed],
    };
  }
}
