import type { Response } from 'express';

export abstract class EventsService {
  abstract stream(lastEventId: string | undefined, response: Response): Promise<void>;
}
