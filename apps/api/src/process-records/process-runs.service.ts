import type { ProcessRunDetailDto } from './process-run.dto';

export abstract class ProcessRunsService {
  abstract get(runId: string): Promise<ProcessRunDetailDto>;
}
