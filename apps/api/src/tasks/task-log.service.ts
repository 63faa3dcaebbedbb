import type { Response } from 'express';
import type { TaskLogQuery, TaskLogStreamQuery } from './task-log.query.dto';

export abstract class TaskLogService {
  abstract send(taskId: string, query: TaskLogQuery, response: Response): Promise<void>;
  abstract follow(
    taskId: string,
    query: TaskLogStreamQuery,
    lastEventId: string | undefined,
    response: Response,
  ): Promise<void>;
}
