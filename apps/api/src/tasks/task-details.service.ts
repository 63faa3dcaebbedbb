import type { Page } from '../http/page';
import type { PageQuery } from '../http/page-query.dto';
import type { TaskDto } from './task.dto';

export abstract class TaskDetailsService {
  abstract get(taskId: string): Promise<TaskDto>;
  abstract listIds(query: PageQuery): Promise<Page<string[]>>;
}
