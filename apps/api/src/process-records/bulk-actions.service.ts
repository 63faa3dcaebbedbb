import { BURST_PRIORITY, Orchestrator, type RequestedBy, USUAL_PRIORITY } from '@app/orchestrator';
import { ProcessRecordService, RecordScheduleService, requireRecordId } from '@app/process-records';
import { Injectable, Logger } from '@nestjs/common';
import { describeFault, UNFORESEEN } from '../http/describe-fault';
import type { BulkAction, BulkActionDto, BulkActionResultDto, BulkActionResultsDto } from './bulk-action.dto';
import { StartQuota } from './start-quota';

/** Of more runs than these, started at once, each gets its turn behind those that were started by themselves. */
const MOST_OF_USUAL_PRIORITY = 20;

/** Leaves most of the connections to the requests of others. */
const AT_ONCE = 4;

/** Does the same to many records, each by itself: what is refused for one does not touch the others. */
@Injectable()
export class BulkActionsService {
  private readonly logger = new Logger(BulkActionsService.name);

  constructor(
    private readonly records: ProcessRecordService,
    private readonly orchestrator: Orchestrator,
    private readonly schedules: RecordScheduleService,
    private readonly quota: StartQuota,
  ) {}

  async perform({ action, ids }: BulkActionDto, user: RequestedBy): Promise<BulkActionResultsDto> {
    const by = { ...user, priority: ids.length > MOST_OF_USUAL_PRIORITY ? BURST_PRIORITY : USUAL_PRIORITY };
    if (action === 'start' || action === 'resume') await this.quota.take(by.triggeredBy, ids.length);
    const results: BulkActionResultDto[] = [];
    const waiting = ids.entries();
    const work = async (): Promise<void> => {
      for (const [index, id] of waiting) results[index] = await this.attempt(action, id, by);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const succeeded = results.filter((result) => result.success).length;
    return { action, succeeded, failed: results.length - succeeded, results };
  }

  private async attempt(action: BulkAction, id: string, by: RequestedBy): Promise<BulkActionResultDto> {
    try {
      await this.act(action, id, by);
      return { id, success: true };
    } catch (error) {
      const fault = describeFault(error);
      if (!fault) this.logger.error({ err: error, recordId: id }, `Bulk ${action} failed`);
      const { status, detail } = fault ?? UNFORESEEN;
      return { id, success: false, status, detail };
    }
  }

  private async act(action: BulkAction, id: string, by: RequestedBy): Promise<unknown> {
    switch (action) {
      case 'start':
        return this.orchestrator.start(requireRecordId(id), by);
      case 'stop':
        return this.orchestrator.stop(requireRecordId(id), by);
      case 'resume':
        return this.orchestrator.resume(requireRecordId(id), by);
      case 'pause-schedule':
        return this.schedules.setPaused(id, true);
      case 'resume-schedule':
        return this.schedules.setPaused(id, false);
      case 'delete':
        return this.records.delete(id);
      default:
        return action satisfies never;
    }
  }
}
