import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.decorator';
import { SchedulePreviewDto, SchedulePreviewQuery } from './schedule-preview.dto';
import { SchedulesService } from './schedules.service';

@ApiTags('dashboard')
@Controller('api/schedules')
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  /** Gives the next fires of a schedule that need not be stored. */
  @Get('preview')
  @ApiOkResponse({ type: SchedulePreviewDto })
  @ApiProblems(400)
  previewSchedule(@Query() query: SchedulePreviewQuery): SchedulePreviewDto {
    return this.schedules.preview(query);
  }
}
