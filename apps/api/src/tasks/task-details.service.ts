import { notFound } from '@app/process-core';
import { isUuid, type Task, TaskRepository, type Waiting, WaitingRepository } from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { PageQuery } from '../http/page-query.dto';
import type { TaskDto } from './task.dto';
import type { TaskOutputQuery } from './task-output.query.dto';
import { toTaskDto } from './task.mapper';

/** Shows tasks with their attempts. */
@Injectable()
export class TaskDetailsService {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly waiting: WaitingRepository,
  ) {}

  /** Throws `not-found`. */
  async get(taskId: string): Promise<TaskDto> {
    const task = isUuid(taskId) ? await this.tasks.find(taskId) : null;
    if (!task) throw notFound('task', taskId);
    const [attempts, waiting] = await Promise.all([
      this.tasks.listAttempts([task.id]),
      this.waiting.findOfRuns(task.completedAt === null ? [task.runId] : []),
    ]);
    return toTaskDto(task, attempts, waiting.get(task.runId) ?? null);
  }

  /**
   * The run's tasks in index order; none when the run is null.
   * @param waiting why the run waits
   */
  async listOfRun(runId: string | null, waiting: Waiting | null, { output }: TaskOutputQuery): Promise<TaskDto[]> {
    if (runId === null) return [];
    const tasks = await this.tasks.listOfRun(runId, output);
    return this.withAttempts(tasks, waiting);
  }

  async listIds(query: PageQuery): Promise<Page<string[]>> {
    const { rows, next, total } = await this.tasks.listIds(query);
    return new Page(
      rows.map((row) => row.id),
      next,
      total,
    );
  }

  private async withAttempts(tasks: readonly Task[], waiting: Waiting | null): Promise<TaskDto[]> {
    const attempts = await this.tasks.listAttempts(tasks.map((task) => task.id));
    return tasks.map((task) =>
      toTaskDto(
        task,
        attempts.filter((attempt) => attempt.taskId === task.id),
        waiting,
      ),
    );
  }
}
