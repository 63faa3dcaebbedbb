import { Config } from '@app/config';
import { WorkerRepository } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import type { WorkerDto } from './worker.dto';

const SHOWN_FOR_MS = 3_600_000;

/** Shows the workers that live, and those that ended lately. */
@Injectable()
export class WorkersService {
  constructor(
    private readonly workers: WorkerRepository,
    private readonly config: Config,
  ) {}

  async list(): Promise<WorkerDto[]> {
    return this.workers.list(this.config.leaseMs, SHOWN_FOR_MS);
  }
}
