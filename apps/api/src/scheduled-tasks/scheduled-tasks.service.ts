import { type ScheduledTask, ScheduledTaskRepository } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { ScheduledTaskDto, ScheduledTaskQuery } from './scheduled-task.dto';

/** Shows the live work list. */
@Injectable()
export class ScheduledTasksService {
  constructor(private readonly scheduledTasks: ScheduledTaskRepository) {}

  async list(query: ScheduledTaskQuery): Promise<Page<ScheduledTaskDto[]>> {
    const { rows, next, total } = await this.scheduledTasks.list(query, query);
    return new Page(rows.map(toDto), next, total);
  }
}

function toDto(task: ScheduledTask): ScheduledTaskDto {
  return { ...task, taskData: task.taskData?.toString('utf8') ?? null };
}
