import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPage } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import { CurrentUser } from '../http/current-user.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { ProcessRecordActionDto } from '../process-records/process-record-action.dto';
import { RecordSchedulesService } from './record-schedules.service';
import { BackfillDto, BackfillResultDto, WithdrawnBackfillDto } from './schedule-control.dto';
import { ComingFireDto, ScheduleFireDto, ScheduleFireQuery } from './schedule-fire.dto';
import { FireCountQuery } from './schedule-preview.dto';

@ApiTags('schedules')
@UseInterceptors(PageInterceptor)
@Controller('process-records/:id/schedule')
export class RecordSchedulesController {
  constructor(private readonly schedules: RecordSchedulesService) {}

  /** Pauses the schedule of a process record: its fires are left out. A run that is under way goes on. */
  @Post('pause')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ProcessRecordActionDto })
  @ApiProblems(403, 404, 409)
  pauseSchedule(@Param('id') id: string): Promise<ProcessRecordActionDto> {
    return this.schedules.setPaused(id, true);
  }

  /** Resumes the schedule of a process record. What fell into the pause is not made up for; a backfill does that. */
  @Post('resume')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ProcessRecordActionDto })
  @ApiProblems(403, 404, 409)
  resumeSchedule(@Param('id') id: string): Promise<ProcessRecordActionDto> {
    return this.schedules.setPaused(id, false);
  }

  /** Gives the next fires of a process record, soonest first; of a fixed delay only the one that is waited for. */
  @Get('next-fires')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: [ComingFireDto] })
  @ApiProblems(400, 404, 409)
  listNextFires(@Param('id') id: string, @Query() query: FireCountQuery): Promise<ComingFireDto[]> {
    return this.schedules.nextFires(id, query.count);
  }

  /** Lists what became of the fires of a process record, the latest first. */
  @Get('fires')
  @RequiresRole('viewer')
  @ApiPage(ScheduleFireDto, 'One page of fires, the latest first')
  @ApiProblems(400, 404)
  listScheduleFires(@Param('id') id: string, @Query() query: ScheduleFireQuery): Promise<Page<ScheduleFireDto[]>> {
    return this.schedules.listFires(id, query);
  }

  /**
   * Makes up for the fires of a range that have no run: one run each, one after the other, oldest first, also while the
   * schedule is paused. At most 1,000 fires at once; `dryRun` only lists them.
   */
  @Post('backfill')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: BackfillResultDto })
  @ApiProblems(400, 403, 404, 409, 413, 415)
  backfillSchedule(
    @Param('id') id: string,
    @Body() body: BackfillDto,
    @CurrentUser() user: string,
  ): Promise<BackfillResultDto> {
    return this.schedules.backfill(id, body, user);
  }

  /** Takes back the fires of backfills whose runs have not begun. */
  @Delete('backfill')
  @RequiresRole('operator')
  @ApiOkResponse({ type: WithdrawnBackfillDto })
  @ApiProblems(403, 404)
  withdrawBackfill(@Param('id') id: string): Promise<WithdrawnBackfillDto> {
    return this.schedules.withdrawBackfill(id);
  }
}
