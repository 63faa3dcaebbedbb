import { Config } from '@app/config';
import { type RowKey, WorkListService } from '@app/orchestrator';
import { ForbiddenException, Injectable } from '@nestjs/common';
import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { RescheduleDto, RunFailedResultDto, RunNowDto } from './scheduled-task-action.dto';

/** Changes the live work list, where the installation allows it. */
@Injectable()
export class ScheduledTaskActionsService {
  constructor(
    private readonly workList: WorkListService,
    private readonly config: Config,
  ) {}

  /** @param body absent when the request had none */
  async runNow(key: RowKey, body: RunNowDto | undefined, user: string): Promise<ActionResultDto> {
    this.requireAllowed();
    await this.workList.runNow(key, body?.version, { triggeredBy: user });
    return { success: true, message: `${nameOf(key)} runs now.` };
  }

  async reschedule(key: RowKey, { version, executionTime }: RescheduleDto): Promise<ActionResultDto> {
    this.requireAllowed();
    await this.workList.reschedule(key, version, executionTime);
    return { success: true, message: `${nameOf(key)} runs at ${executionTime.toISOString()}.` };
  }

  async delete(key: RowKey, version: number | undefined, user: string): Promise<ActionResultDto> {
    this.requireAllowed();
    await this.workList.delete(key, version, { triggeredBy: user });
    return { success: true, message: `Stopped the run of ${nameOf(key)}.` };
  }

  async runFailed(taskName: string): Promise<RunFailedResultDto> {
    this.requireAllowed();
    const count = await this.workList.runFailed(taskName);
    return { success: true, message: `${count} ${count === 1 ? 'row runs' : 'rows run'} now.`, count };
  }

  private requireAllowed(): void {
    if (this.config.workListActions === 'off')
      throw new ForbiddenException('Here the work list can only be read (WORK_LIST_ACTIONS=off).');
  }
}

function nameOf({ taskName, taskInstance }: RowKey): string {
  return `${taskName} '${taskInstance}'`;
}
