import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { ProcessRecordDto } from '../process-records/process-record.dto';
import { StatusCountsDto } from '../statistics/statistics.dto';
import { TaskDto, TaskSummaryDto } from '../tasks/task.dto';

/** The matrix of process records × task names. */
@ApiSchema({ name: 'ProcessList' })
@ApiExtraModels(TaskSummaryDto)
export class ProcessListDto {
  processes: ProcessRecordDto[];

  /** By record id: the tasks of its latest run, in index order; an empty array when it never ran. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { $ref: getSchemaPath(TaskSummaryDto) } },
  })
  processTasks: Record<string, TaskSummaryDto[]>;

  /**
   * The columns of the matrix: the names of the tasks on this page, each once.
   * @example ["test-1-1"]
   */
  taskNames: string[];

  /** Counts over all records, not only this page. */
  statistics: StatusCountsDto;
}

@ApiSchema({ name: 'ProcessDetail' })
export class ProcessDetailDto {
  process: ProcessRecordDto;

  /** Those of the latest run, in index order; an empty array when it never ran. */
  tasks: TaskDto[];
}
