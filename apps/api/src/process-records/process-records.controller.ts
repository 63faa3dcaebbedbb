import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPage, ApiPagedObject } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import { CurrentUser } from '../http/current-user.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { PageQuery } from '../http/page-query.dto';
import { BulkActionDto, BulkActionResultsDto } from './bulk-action.dto';
import { BulkActionsService } from './bulk-actions.service';
import { IdempotencyKey } from './idempotency-key.decorator';
import { RecordFilterQuery } from './list-process-records.query.dto';
import { ProcessRecordDto } from './process-record.dto';
import { ActionResultDto, ProcessRecordActionDto } from './process-record-action.dto';
import { CreateProcessRecordDto, UpdateProcessRecordDto } from './process-record-input.dto';
import { ProcessRecordsService } from './process-records.service';
import { ProcessRunDto } from './process-run.dto';
import { ProcessRunsService } from './process-runs.service';
import { RunGridDto } from './run-grid.dto';
import { RunPreviewDto, RunPreviewQuery } from './run-preview.dto';

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  description: 'At most 255 characters; repeating a start with the same key gives the run that it made first',
  schema: { type: 'string' as const, maxLength: 255 },
};

@ApiTags('process-records')
@UseInterceptors(PageInterceptor)
@Controller('process-records')
export class ProcessRecordsController {
  constructor(
    private readonly records: ProcessRecordsService,
    private readonly runs: ProcessRunsService,
    private readonly bulk: BulkActionsService,
  ) {}

  /** Creates a process record, and starts it when `start` is true. */
  @Post()
  @RequiresRole('operator')
  @ApiCreatedResponse({ type: ProcessRecordActionDto })
  @ApiProblems(400, 403, 409, 413, 415, 429)
  createProcessRecord(
    @Body() body: CreateProcessRecordDto,
    @CurrentUser() user: string,
  ): Promise<ProcessRecordActionDto> {
    return this.records.create(body, user);
  }

  /** Lists process records. */
  @Get()
  @RequiresRole('viewer')
  @ApiPage(ProcessRecordDto, 'One page of records')
  @ApiProblems(400)
  listProcessRecords(@Query() query: RecordFilterQuery): Promise<Page<ProcessRecordDto[]>> {
    return this.records.list(query);
  }

  /**
   * Starts, stops, resumes or deletes many process records. Each gets what a request for it alone would get: some may
   * succeed and others not.
   */
  @Post('bulk')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: BulkActionResultsDto })
  @ApiProblems(400, 403, 413, 415, 429)
  changeProcessRecords(
    @Body() body: BulkActionDto,
    @IdempotencyKey() key: string | undefined,
    @CurrentUser() user: string,
  ): Promise<BulkActionResultsDto> {
    return this.bulk.perform(body, { triggeredBy: user, ...(key !== undefined && { idempotencyKey: key }) });
  }

  /** Gives one process record. */
  @Get(':id')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ProcessRecordDto })
  @ApiProblems(404)
  getProcessRecord(@Param('id') id: string): Promise<ProcessRecordDto> {
    return this.records.get(id);
  }

  /** Changes a process record; what is absent stays, and a run that is under way is not affected. */
  @Put(':id')
  @RequiresRole('operator')
  @ApiOkResponse({ type: ProcessRecordActionDto })
  @ApiProblems(400, 403, 404, 413, 415)
  updateProcessRecord(@Param('id') id: string, @Body() body: UpdateProcessRecordDto): Promise<ProcessRecordActionDto> {
    return this.records.update(id, body);
  }

  /** Deletes a process record with its runs, tasks and output. Refused while it runs. */
  @Delete(':id')
  @RequiresRole('operator')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403, 404, 409)
  deleteProcessRecord(@Param('id') id: string): Promise<ActionResultDto> {
    return this.records.delete(id);
  }

  /** Makes a new run. Refused while one is active. */
  @Post(':id/start')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: ProcessRecordActionDto })
  @ApiProblems(400, 403, 404, 409, 429)
  startProcessRecord(
    @Param('id') id: string,
    @IdempotencyKey() key: string | undefined,
    @CurrentUser() user: string,
  ): Promise<ProcessRecordActionDto> {
    return this.records.start(id, user, key);
  }

  /** Stops the active run; answered once the stop is recorded, the commands end within the grace period. */
  @Post(':id/stop')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ProcessRecordActionDto })
  @ApiProblems(403, 404, 409)
  stopProcessRecord(@Param('id') id: string, @CurrentUser() user: string): Promise<ProcessRecordActionDto> {
    return this.records.stop(id, user);
  }

  /** Makes a run from the first unfinished task of the last one. Refused unless that one is FAILED or STOPPED. */
  @Post(':id/resume')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ProcessRecordActionDto })
  @ApiProblems(403, 404, 409, 429)
  resumeProcessRecord(@Param('id') id: string, @CurrentUser() user: string): Promise<ProcessRecordActionDto> {
    return this.records.resume(id, user);
  }

  /** Lists the runs of a process record, newest first. */
  @Get(':id/runs')
  @RequiresRole('viewer')
  @ApiPage(ProcessRunDto, 'One page of runs, newest first')
  @ApiProblems(400, 404)
  listProcessRuns(@Param('id') id: string, @Query() query: PageQuery): Promise<Page<ProcessRunDto[]>> {
    return this.runs.listOfRecord(id, query);
  }

  /** Lays the runs of a process record side by side, newest first, to compare them task by task. */
  @Get(':id/run-grid')
  @RequiresRole('viewer')
  @ApiPagedObject(RunGridDto, 'One page of runs, newest first')
  @ApiProblems(400, 404)
  getRunGrid(@Param('id') id: string, @Query() query: PageQuery): Promise<Page<RunGridDto>> {
    return this.runs.gridOfRecord(id, query);
  }

  /** Says what a start or a resume would do now, without doing it. */
  @Get(':id/run-preview')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: RunPreviewDto })
  @ApiProblems(400, 404)
  previewRun(@Param('id') id: string, @Query() query: RunPreviewQuery): Promise<RunPreviewDto> {
    return this.records.preview(id, query.action);
  }
}
