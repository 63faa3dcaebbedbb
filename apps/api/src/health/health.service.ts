import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { DatabaseHealthRepository } from './database-health.repository';
import type { HealthDto } from './health.dto';

const LIMIT_MS = 2_000;
const OK: HealthDto = { status: 'ok' };

/** Says whether the process is up, and whether it can serve requests. */
@Injectable()
export class HealthService {
  constructor(private readonly database: DatabaseHealthRepository) {}

  live(): HealthDto {
    return OK;
  }

  /** Throws ServiceUnavailable with the reason. */
  async ready(): Promise<HealthDto> {
    const timeout = new AbortController();
    const late = delay(LIMIT_MS, 'The database does not answer.', { signal: timeout.signal });
    const problem = await Promise.race([this.findProblem(), late]);
    timeout.abort();
    late.catch(() => undefined);
    if (problem !== null) throw new ServiceUnavailableException(problem);
    return OK;
  }

  private async findProblem(): Promise<string | null> {
    try {
      await this.database.ping();
      return (await this.database.isMigrated()) ? null : 'The database is not migrated yet.';
    } catch {
      return 'The database cannot be used.';
    }
  }
}
