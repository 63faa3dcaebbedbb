export * from './live-event';
export * from './live-event.repository';
export * from './live-event-feed';
export * from './live-events.module';
