import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ProcessRecordDto } from './process-record.dto';

@ApiSchema({ name: 'ProcessRecordActionResult' })
export class ProcessRecordActionDto {
  /** @example true */
  success: boolean;

  /** @example "Started run 1 of 'nightly-backup'." */
  message: string;

  processRecord: ProcessRecordDto;

  /** The run that the request started or stopped; otherwise the record's latest run, null when it never ran. */
  @ApiProperty({ format: 'uuid' })
  runId: string | null;
}

@ApiSchema({ name: 'ActionResult' })
export class ActionResultDto {
  /** @example true */
  success: boolean;

  /** @example "Deleted process record 'nightly-backup'." */
  message: string;
}
