import { notFound } from '@app/process-core';
import { isUuid, TaskContextService, TaskRepository, type Waiting, WaitingRepository } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { PageQuery } from '../http/page-query.dto';
import type { TaskDto } from './task.dto';
import type { TaskDetailsDto } from './task-details.dto';
import { toTaskDetailsDto } from './task-details.mapper';
import type { TaskOutputQuery } from './task-output.query.dto';
import { toTaskDto } from './task.mapper';

/** Shows tasks with their attempts. */
@Injectable()
export class TaskDetailsService {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly waiting: WaitingRepository,
    private readonly contexts: TaskContextService,
  ) {}

  /** Throws `not-found`. */
  async get(taskId: string, { output }: TaskOutputQuery): Promise<TaskDetailsDto> {
    const task = isUuid(taskId) ? await this.tasks.find(taskId, output) : null;
    if (!task) throw notFound('task', taskId);
    const [attempts, waiting, context] = await Promise.all([
      this.tasks.listAttempts(task.runId, [task.id]),
      this.waiting.findOfRuns(task.completedAt === null ? [task.runId] : []),
      this.contexts.find(task),
    ]);
    if (!context) throw notFound('task', taskId);
    return toTaskDetailsDto(toTaskDto(task, attempts, waiting.get(task.runId) ?? null), task, context);
  }

  /**
   * The run's tasks in index order; none when the run is null.
   * @param waiting why the run waits
   */
  async listOfRun(runId: string | null, waiting: Waiting | null, { output }: TaskOutputQuery): Promise<TaskDto[]> {
    if (runId === null) return [];
    const tasks = await this.tasks.listOfRun(runId, output);
    const taskIds = tasks.map((task) => task.id);
    const attempts = await this.tasks.listAttempts(runId, taskIds);
    return tasks.map((task) =>
      toTaskDto(
        task,
        attempts.filter((attempt) => attempt.taskId === task.id),
        waiting,
      ),
    );
  }

  async listIds(query: PageQuery): Promise<Page<string[]>> {
    const { rows, next, total } = await this.tasks.listIds(query);
    return new Page(
      rows.map((row) => row.id),
      next,
      total,
    );
  }
}
