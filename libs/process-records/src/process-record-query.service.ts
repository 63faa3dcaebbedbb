import type { KeysetPage, PageRequest } from '@app/database';
import { isActiveRun, notFound } from '@app/process-core';
import type { ProcessTypeRepository } from '@app/process-types';
import type { ListedRecord, ProcessRecordRepository } from './process-record.repository';
import type { ProcessRunRepository } from './process-run.repository';
import { isRecordId, isUuid } from './record-id';
import type { RecordFilter } from './record-filter';
import { lastDurationMs, type RecordView, type RunView, type SecretsByType, shownInput } from './record-view';
import type { ProcessRun } from './process-run.entity';
import type { Waiting } from './waiting';
import type { WaitingRepository } from './waiting.repository';

type WaitingByRun = ReadonlyMap<string, Waiting>;

/** Shows records and runs, without their secrets. */
export class ProcessRecordQueryService {
  constructor(
    private readonly records: ProcessRecordRepository,
    private readonly runs: ProcessRunRepository,
    private readonly types: ProcessTypeRepository,
    private readonly waiting: WaitingRepository,
  ) {}

  /** Throws `not-found`. */
  async get(id: string): Promise<RecordView> {
    const record = await this.find(id);
    const [secrets, waiting] = await Promise.all([
      this.types.findSecretNames([record.type]),
      this.waitingOfRecords([record]),
    ]);
    return this.view(record, secrets, waiting);
  }

  /** One page of records. Throws `invalid` for a cursor of another list. */
  async list(filter: RecordFilter, page: PageRequest): Promise<KeysetPage<RecordView>> {
    const { rows, ...rest } = await this.records.list(filter, page);
    const [secrets, waiting] = await Promise.all([
      this.types.findSecretNames(rows.map((record) => record.type)),
      this.waitingOfRecords(rows),
    ]);
    return { ...rest, rows: rows.map((record) => this.view(record, secrets, waiting)) };
  }

  /** Throws `not-found`. */
  async getRun(runId: string): Promise<RunView> {
    const run = isUuid(runId) ? await this.runs.find(runId) : null;
    if (!run) throw notFound('run', runId);
    return this.runView(run, await this.types.findSecretNames([run.type]), await this.waitingOfRuns([run]));
  }

  /** One page of a record's runs, newest first. Throws `not-found`, and `invalid` for a cursor of another list. */
  async listRuns(recordId: string, page: PageRequest): Promise<KeysetPage<RunView>> {
    await this.find(recordId);
    const { rows, ...rest } = await this.runs.listOfRecord(recordId, page);
    const [secrets, waiting] = await Promise.all([
      this.types.findSecretNames(rows.map((run) => run.type)),
      this.waitingOfRuns(rows),
    ]);
    return { ...rest, rows: rows.map((run) => this.runView(run, secrets, waiting)) };
  }

  private view(record: ListedRecord, secrets: SecretsByType, waiting: WaitingByRun): RecordView {
    return {
      ...record,
      inputData: shownInput(record, secrets),
      lastDurationMs: lastDurationMs(record),
      nextFireAt: record.schedulePausedAt === null ? record.nextFireAt : null,
      waiting: waiting.get(record.latestRunId ?? '') ?? null,
    };
  }

  private runView(run: ProcessRun, secrets: SecretsByType, waiting: WaitingByRun): RunView {
    return { ...run, inputData: shownInput(run, secrets), waiting: waiting.get(run.id) ?? null };
  }

  private waitingOfRecords(records: readonly ListedRecord[]): Promise<WaitingByRun> {
    const active = records.filter((record) => isActiveRun(record.currentStatus));
    return this.waiting.findOfRuns(active.flatMap((record) => record.latestRunId ?? []));
  }

  private waitingOfRuns(runs: readonly ProcessRun[]): Promise<WaitingByRun> {
    return this.waiting.findOfRuns(runs.filter((run) => isActiveRun(run.status)).map((run) => run.id));
  }

  private async find(id: string): Promise<ListedRecord> {
    const record = isRecordId(id) ? await this.records.find(id) : null;
    if (!record) throw notFound('process record', id);
    return record;
  }
}
