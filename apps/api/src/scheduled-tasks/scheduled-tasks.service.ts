import type { Page } from '../http/page';
import type { ScheduledTaskDto, ScheduledTaskQuery } from './scheduled-task.dto';

export abstract class ScheduledTasksService {
  abstract list(query: ScheduledTaskQuery): Promise<Page<ScheduledTaskDto[]>>;
}
