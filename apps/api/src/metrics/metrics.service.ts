import type { Response } from 'express';

export abstract class MetricsService {
  abstract send(response: Response): Promise<void>;
}
