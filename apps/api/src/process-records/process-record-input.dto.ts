import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsNotEmpty, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { asSent } from '../http/query-values';
import { ScheduleOptionsDto } from '../schedules/schedule-options.dto';

const INPUT_DATA = { type: 'object', additionalProperties: true, nullable: true } as const;

/** What can be given for a new record and changed later. */
class RecordFieldsDto {
  /**
   * Values of the type's parameters; commands get them as environment variables of the same names. A change replaces
   * all of them; a secret sent back as `••••` keeps its value.
   * @example { "input_file": "/data/in.csv" }
   */
  @ApiProperty(INPUT_DATA)
  @Type(() => Object)
  @Transform(asSent)
  @IsOptional()
  @IsObject({ message: 'must be a JSON object' })
  inputData?: Record<string, unknown> | null;

  /**
   * Cron expression of five fields, or six with seconds first; `every 90s`, counted from the end of the last run; or one
   * time, `at 2026-12-24T18:00`.
   * @example '0 3 * * *'
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  schedule?: string | null;

  /**
   * IANA zone in which the schedule is read; UTC when absent.
   * @example 'Europe/Berlin'
   */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timeZone?: string | null;

  /** How the schedule treats overlap, missed fires and changes of clocks; a change replaces all of them. */
  @ApiProperty({ type: ScheduleOptionsDto, nullable: true })
  @Type(() => Object)
  @Transform(asSent)
  @IsOptional()
  @IsObject({ message: 'must be a JSON object' })
  scheduleOptions?: ScheduleOptionsDto | null;
}

@ApiSchema({ name: 'CreateProcessRecord' })
export class CreateProcessRecordDto extends RecordFieldsDto {
  /**
   * Made from the type's name and a random part when absent.
   * @example 'nightly-backup'
   */
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
    message: 'must be 1 to 128 letters, digits, dots, underscores or hyphens, starting with a letter or digit',
  })
  id?: string;

  /**
   * Name of a process type.
   * @example 'single-task-process'
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  type: string;

  /** Starts a run at once. */
  @IsOptional()
  @IsBoolean()
  start?: boolean;
}

/** What is absent stays as it is; null clears. */
@ApiSchema({ name: 'UpdateProcessRecord' })
export class UpdateProcessRecordDto extends RecordFieldsDto {
  /**
   * Name of a process type; the next run uses it.
   * @example 'two-task-process'
   */
  @ValidateIf((body: UpdateProcessRecordDto) => body.type !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  type?: string;
}
