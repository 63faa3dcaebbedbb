import { Controller, Get, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPage } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import { CurrentUser } from '../http/current-user.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { ScheduleSwitchDto } from './schedule-control.dto';
import { AllScheduleFiresQuery, ScheduleFireDto } from './schedule-fire.dto';
import { SchedulePreviewDto, SchedulePreviewQuery } from './schedule-preview.dto';
import { SchedulesService } from './schedules.service';

@ApiTags('schedules')
@UseInterceptors(PageInterceptor)
@Controller('api/schedules')
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  /** Says whether all schedules are paused. */
  @Get()
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ScheduleSwitchDto })
  @ApiProblems()
  getScheduleSwitch(): Promise<ScheduleSwitchDto> {
    return this.schedules.state();
  }

  /** Pauses all schedules: their fires are left out. Runs that are under way go on. */
  @Post('pause')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ScheduleSwitchDto })
  @ApiProblems(403)
  pauseAllSchedules(@CurrentUser() user: string): Promise<ScheduleSwitchDto> {
    return this.schedules.setPaused(true, user);
  }

  /** Resumes all schedules but those that are paused by themselves. What fell into the pause is not made up for. */
  @Post('resume')
  @RequiresRole('operator')
  @HttpCode(200)
  @ApiOkResponse({ type: ScheduleSwitchDto })
  @ApiProblems(403)
  resumeAllSchedules(@CurrentUser() user: string): Promise<ScheduleSwitchDto> {
    return this.schedules.setPaused(false, user);
  }

  /** Gives the next fires of a schedule that need not be stored. */
  @Get('preview')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: SchedulePreviewDto })
  @ApiProblems(400)
  previewSchedule(@Query() query: SchedulePreviewQuery): SchedulePreviewDto {
    return this.schedules.preview(query);
  }

  /** Lists what became of the fires of all schedules, the latest first. */
  @Get('fires')
  @RequiresRole('viewer')
  @ApiPage(ScheduleFireDto, 'One page of fires, the latest first')
  @ApiProblems(400)
  listAllScheduleFires(@Query() query: AllScheduleFiresQuery): Promise<Page<ScheduleFireDto[]>> {
    return this.schedules.listFires(query);
  }
}
