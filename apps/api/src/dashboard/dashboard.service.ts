import {
  ProcessRecordQueryService,
  StatisticsRepository,
  TaskRepository,
  type TaskSummary,
} from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { RecordFilterQuery } from '../process-records/list-process-records.query.dto';
import type { ProcessRecordDto } from '../process-records/process-record.dto';
import { toProcessRecordDto } from '../process-records/process-record.mapper';
import { toStatusCountsDto } from '../statistics/statistics.mapper';
import type { TaskSummaryDto } from '../tasks/task.dto';
import { toTaskSummaryDto } from '../tasks/task.mapper';
import { TaskDetailsService } from '../tasks/task-details.service';
import type { TaskOutputQuery } from '../tasks/task-output.query.dto';
import type { ProcessDetailDto, ProcessListDto } from './process-list.dto';

/** What the dashboard shows: records with the tasks of their latest runs. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly records: ProcessRecordQueryService,
    private readonly tasks: TaskRepository,
    private readonly taskDetails: TaskDetailsService,
    private readonly statistics: StatisticsRepository,
  ) {}

  async list(query: RecordFilterQuery): Promise<Page<ProcessListDto>> {
    const [page, counts] = await Promise.all([this.records.list(query, query), this.statistics.countRecordsByStatus()]);
    const processes = page.rows.map(toProcessRecordDto);
    const tasks = await this.tasks.listSummariesOfRuns(processes.flatMap((process) => process.latestRunId ?? []));
    const body = {
      processes,
      processTasks: groupByRecord(processes, tasks),
      taskNames: [...new Set(tasks.map((task) => task.taskName))].sort(),
      statistics: toStatusCountsDto(counts),
    };
    return new Page(body, page.next, page.total);
  }

  /** Throws `not-found`. */
  async get(processId: string, query: TaskOutputQuery): Promise<ProcessDetailDto> {
    const record = await this.records.get(processId);
    const tasks = await this.taskDetails.listOfRun(record.latestRunId, record.waiting, query);
    return { process: toProcessRecordDto(record), tasks };
  }
}

function groupByRecord(
  processes: readonly ProcessRecordDto[],
  tasks: readonly TaskSummary[],
): Record<string, TaskSummaryDto[]> {
  const byRecord = new Map<string, TaskSummaryDto[]>(processes.map((process) => [process.id, []]));
  for (const task of tasks) byRecord.get(task.processRecordId)?.push(toTaskSummaryDto(task));
  return Object.fromEntries(byRecord);
}
