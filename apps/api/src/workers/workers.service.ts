import type { WorkerDto } from './worker.dto';

export abstract class WorkersService {
  abstract list(): Promise<WorkerDto[]>;
}
