import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { FireCountsDto, SchedulesLeftOutDto } from './fire-counts.dto';

/** The fires of an hour, or of five minutes. Where clocks are set a slot may be shorter, or be there twice. */
@ApiSchema({ name: 'CalendarSlot' })
export class CalendarSlotDto extends FireCountsDto {
  from: Date;

  /** The moment after the last. */
  to: Date;

  /**
   * What the clock of the zone shows at its start, in minutes after midnight.
   * @example 540
   */
  @ApiProperty({ type: 'integer' })
  minuteOfDay: number;

  /** To come of fixed delays, if their runs took no time. */
  @ApiProperty({ type: 'integer', example: 0 })
  guessed: number;
}

/** A day on the clock of the zone: 24 hours, or as many as it has where clocks are set. */
@ApiSchema({ name: 'CalendarDay' })
export class CalendarDayDto {
  /** @example '2026-11-23' */
  date: string;

  from: Date;
  to: Date;
  slots: CalendarSlotDto[];
}

/** How many schedules fired and will fire, slot by slot. */
@ApiSchema({ name: 'ScheduleCalendar' })
export class ScheduleCalendarDto {
  /** @example 'Europe/Berlin' */
  timeZone: string;

  /**
   * 60 for a week, 5 for a day.
   * @example 60
   */
  @ApiProperty({ type: 'integer' })
  slotMinutes: number;

  days: CalendarDayDto[];

  /** The moment from which past fires are counted, where there were too many; null when all are. */
  completeFrom: Date | null;

  /** Schedules whose coming fires are not counted: those of fewest records, where too many are different. */
  leftOut: SchedulesLeftOutDto;
}
