import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiPage } from '../http/api-page.decorator';
import { ApiProblems } from '../http/api-problems.decorator';
import type { Page } from '../http/page';
import { PageInterceptor } from '../http/page.interceptor';
import { ComingSchedulesDto, ScheduleTotalsDto } from './coming-schedules.dto';
import { ScheduleCalendarDto } from './schedule-calendar.dto';
import { ComingFiresQuery, ScheduleLoadQuery, ScheduleWindowQuery } from './schedule-filter.query.dto';
import { ScheduleLoadDto } from './schedule-load.dto';
import { ScheduleViewsService } from './schedule-views.service';
import { ScheduleTimelineQuery, TimelineRowDto } from './schedule-timeline.dto';

@ApiTags('schedules')
@UseInterceptors(PageInterceptor)
@Controller('api/schedules')
export class ScheduleViewsController {
  constructor(private readonly views: ScheduleViewsService) {}

  /** Says how many records have a schedule, and how many of those are paused or in trouble. */
  @Get('totals')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ScheduleTotalsDto })
  @ApiProblems()
  getScheduleTotals(): Promise<ScheduleTotalsDto> {
    return this.views.totals();
  }

  /** Counts the fires of a day or a week, past and coming, slot by slot on the clock of a zone. */
  @Get('calendar')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ScheduleCalendarDto })
  @ApiProblems(400)
  getScheduleCalendar(@Query() query: ScheduleWindowQuery): Promise<ScheduleCalendarDto> {
    return this.views.calendar(query);
  }

  /** Lists the coming minutes of a day or a week in which more fires than the workers can take at once. */
  @Get('load')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ScheduleLoadDto })
  @ApiProblems(400)
  getScheduleLoad(@Query() query: ScheduleLoadQuery): Promise<ScheduleLoadDto> {
    return this.views.load(query);
  }

  /** Lists which schedules fire in the rest of a range, and whose they are. Fixed delays are not among them. */
  @Get('coming')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ComingSchedulesDto })
  @ApiProblems(400)
  listComingSchedules(@Query() query: ComingFiresQuery): Promise<ComingSchedulesDto> {
    return this.views.coming(query);
  }

  /** Lists records with a schedule, each with its fires of a day or a week, past and coming. */
  @Get('timeline')
  @RequiresRole('viewer')
  @ApiPage(TimelineRowDto, 'One page of records with a schedule')
  @ApiProblems(400)
  listScheduleTimeline(@Query() query: ScheduleTimelineQuery): Promise<Page<TimelineRowDto[]>> {
    return this.views.timeline(query);
  }
}
