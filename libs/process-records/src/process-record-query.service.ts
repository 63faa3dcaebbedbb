import type { KeysetPage, PageRequest } from '@app/database';
import { notFound } from '@app/process-core';
import type { ProcessTypeRepository } from '@app/process-types';
import type { ProcessRecord } from './process-record.entity';
import type { ProcessRecordRepository } from './process-record.repository';
import type { ProcessRunRepository } from './process-run.repository';
import { isRecordId, isUuid } from './record-id';
import type { RecordFilter } from './record-filter';
import { type RecordView, type RunView, type SecretsByType, shownInput } from './record-view';
import { NextFire } from './next-fire';

/** Shows records and runs, without their secrets. */
export class ProcessRecordQueryService {
  private readonly nextFire = new NextFire();

  constructor(
    private readonly records: ProcessRecordRepository,
    private readonly runs: ProcessRunRepository,
    private readonly types: ProcessTypeRepository,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Throws `not-found`. */
  async get(id: string): Promise<RecordView> {
    const record = await this.find(id);
    return this.view(record, await this.types.findSecretNames([record.type]));
  }

  /** One page of records. Throws `invalid` for a cursor of another list. */
  async list(filter: RecordFilter, page: PageRequest): Promise<KeysetPage<RecordView>> {
    const { rows, ...rest } = await this.records.list(filter, page);
    const secrets = await this.types.findSecretNames(rows.map((record) => record.type));
    return { ...rest, rows: rows.map((record) => this.view(record, secrets)) };
  }

  /** Throws `not-found`. */
  async getRun(runId: string): Promise<RunView> {
    const run = isUuid(runId) ? await this.runs.find(runId) : null;
    if (!run) throw notFound('run', runId);
    return { ...run, inputData: shownInput(run, await this.types.findSecretNames([run.type])) };
  }

  /** One page of a record's runs, newest first. Throws `not-found`, and `invalid` for a cursor of another list. */
  async listRuns(recordId: string, page: PageRequest): Promise<KeysetPage<RunView>> {
    await this.find(recordId);
    const { rows, ...rest } = await this.runs.listOfRecord(recordId, page);
    const secrets = await this.types.findSecretNames(rows.map((run) => run.type));
    return { ...rest, rows: rows.map((run) => ({ ...run, inputData: shownInput(run, secrets) })) };
  }

  private view(record: ProcessRecord, secrets: SecretsByType): RecordView {
    return {
      ...record,
      inputData: shownInput(record, secrets),
      nextFireAt: this.nextFire.after(record, this.now()),
    };
  }

  private async find(id: string): Promise<ProcessRecord> {
    const record = isRecordId(id) ? await this.records.find(id) : null;
    if (!record) throw notFound('process record', id);
    return record;
  }
}
