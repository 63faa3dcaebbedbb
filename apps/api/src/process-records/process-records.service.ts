import { Orchestrator, type StartedRun } from '@app/orchestrator';
import { ProcessRecordQueryService, ProcessRecordService, requireRecordId } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Page } from '../http/page';
import type { RecordFilterQuery } from './list-process-records.query.dto';
import type { ProcessRecordDto } from './process-record.dto';
import { toProcessRecordDto } from './process-record.mapper';
import type { ActionResultDto, ProcessRecordActionDto } from './process-record-action.dto';
import type { CreateProcessRecordDto, UpdateProcessRecordDto } from './process-record-input.dto';
import type { PreviewedAction, RunPreviewDto } from './run-preview.dto';
import { StartQuota } from './start-quota';

/** What the API does with process records. */
@Injectable()
export class ProcessRecordsService {
  constructor(
    private readonly records: ProcessRecordService,
    private readonly queries: ProcessRecordQueryService,
    private readonly orchestrator: Orchestrator,
    private readonly quota: StartQuota,
    private readonly logger: PinoLogger,
  ) {}

  async create(body: CreateProcessRecordDto, user: string): Promise<ProcessRecordActionDto> {
    await this.quota.take(user, body.start === true ? 2 : 1);
    const id = await this.records.create(body);
    if (body.start !== true) return this.result(id, `Created process record '${id}'.`);
    const run = await this.startNew(id, user);
    return this.result(id, `Created process record '${id}' and started run ${run.runNumber}.`, run.runId);
  }

  async list(query: RecordFilterQuery): Promise<Page<ProcessRecordDto[]>> {
    const { rows, next, total } = await this.queries.list(query, query);
    return new Page(rows.map(toProcessRecordDto), next, total);
  }

  async get(id: string): Promise<ProcessRecordDto> {
    return toProcessRecordDto(await this.queries.get(id));
  }

  async update(id: string, body: UpdateProcessRecordDto): Promise<ProcessRecordActionDto> {
    await this.records.update(id, body);
    return this.result(id, `Updated process record '${id}'.`);
  }

  async delete(id: string): Promise<ActionResultDto> {
    await this.records.delete(id);
    return { success: true, message: `Deleted process record '${id}'.` };
  }

  async start(id: string, user: string, idempotencyKey?: string): Promise<ProcessRecordActionDto> {
    await this.quota.take(user, 1);
    const by = { triggeredBy: user, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    const { runId, runNumber, repeated } = await this.orchestrator.start(requireRecordId(id), by);
    const message = repeated
      ? `Run ${runNumber} of '${id}' was started by an earlier request with this key.`
      : `Started run ${runNumber} of '${id}'.`;
    return this.result(id, message, runId);
  }

  async stop(id: string, user: string): Promise<ProcessRecordActionDto> {
    const { runId } = await this.orchestrator.stop(requireRecordId(id), { triggeredBy: user });
    return this.result(id, `Stopped '${id}'.`, runId);
  }

  async resume(id: string, user: string): Promise<ProcessRecordActionDto> {
    await this.quota.take(user, 1);
    const { runId, runNumber } = await this.orchestrator.resume(requireRecordId(id), { triggeredBy: user });
    return this.result(id, `Resumed '${id}' as run ${runNumber}.`, runId);
  }

  async preview(id: string, action: PreviewedAction): Promise<RunPreviewDto> {
    const { issues, tasks, ...preview } = await this.orchestrator.preview(requireRecordId(id), action);
    return {
      action,
      ...preview,
      issues: [...issues],
      tasks: tasks.map(({ index, name, keptFrom, changed }) => ({
        index,
        name,
        kept: keptFrom !== null,
        keptFromRunId: keptFrom?.runId ?? null,
        changed,
      })),
    };
  }

  // A record that could not be started as asked must not stay: the client would take it for not created.
  private async startNew(id: string, user: string): Promise<StartedRun> {
    try {
      return await this.orchestrator.start(id, { triggeredBy: user });
    } catch (error) {
      await this.records.delete(id).catch(() => undefined);
      throw error;
    }
  }

  private async result(id: string, message: string, runId?: string): Promise<ProcessRecordActionDto> {
    const processRecord = await this.get(id);
    const result = { success: true, message, processRecord, runId: runId ?? processRecord.latestRunId };
    this.logger.assign({ recordId: id, runId: result.runId ?? undefined });
    return result;
  }
}
