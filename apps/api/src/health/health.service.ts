import type { HealthDto } from './health.dto';

export abstract class HealthService {
  abstract live(): HealthDto;
  abstract ready(): Promise<HealthDto>;
}
