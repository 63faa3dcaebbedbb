import { includesRole, type Role } from '@app/access';
import { Config } from '@app/config';
import { actionRefusal } from '@app/orchestrator';
import { DomainError } from '@app/process-core';
import {
  type Execution,
  ExecutionHistoryRepository,
  type ScheduledTask,
  ScheduledTaskRepository,
  WaitingRepository,
  WorkListGroupRepository,
} from '@app/process-records';
import { Injectable } from '@nestjs/common';
import { Page } from '../http/page';
import type { ExecutionDto, ExecutionQuery } from './execution.dto';
import type { ScheduledTaskDetailDto, ScheduledTaskDto, ScheduledTaskGroupsDto } from './scheduled-task.dto';
import type { ScheduledTaskQuery } from './scheduled-task.query.dto';

/** Shows the live work list, and what was done from it. */
@Injectable()
export class ScheduledTasksService {
  constructor(
    private readonly scheduledTasks: ScheduledTaskRepository,
    private readonly groupCounts: WorkListGroupRepository,
    private readonly executions: ExecutionHistoryRepository,
    private readonly waiting: WaitingRepository,
    private readonly config: Config,
  ) {}

  async list(query: ScheduledTaskQuery): Promise<Page<ScheduledTaskDto[]>> {
    const { rows, next, total } = await this.scheduledTasks.list(query, query.sort, query);
    return new Page(
      rows.map((row) => this.toDto(row)),
      next,
      total,
    );
  }

  async groups(role: Role): Promise<ScheduledTaskGroupsDto> {
    return {
      groups: [...(await this.groupCounts.list())],
      dataShown: this.dataShown,
      actionsAllowed: this.config.workListActions === 'on' && includesRole(role, 'operator'),
    };
  }

  /** Throws `not-found`. */
  async get(taskName: string, taskInstance: string): Promise<ScheduledTaskDetailDto> {
    const row = await this.scheduledTasks.find(taskName, taskInstance);
    if (row === null)
      throw new DomainError(
        'not-found',
        `${taskName} '${taskInstance}' is not in the work list: it ended or was removed, or never was in it.`,
      );
    const { command, held, errorMessage, ...task } = row;
    const waiting = row.runId === null ? undefined : (await this.waiting.findOfRuns([row.runId])).get(row.runId);
    return {
      ...this.toDto(task),
      command: this.dataShown ? command : null,
      errorMessage,
      waiting: waiting ?? null,
      refusals: {
        runNow: actionRefusal({ ...row, held }, 'runNow'),
        reschedule: actionRefusal({ ...row, held }, 'reschedule'),
        delete: actionRefusal({ ...row, held }, 'delete'),
      },
    };
  }

  async history(query: ExecutionQuery): Promise<Page<ExecutionDto[]>> {
    const { rows, next } = await this.executions.list(query, query);
    return new Page(rows.map(toExecutionDto), next, null);
  }

  private get dataShown(): boolean {
    return this.config.workListData === 'shown';
  }

  private toDto(task: ScheduledTask): ScheduledTaskDto {
    return { ...task, taskData: this.dataShown ? (task.taskData?.toString('utf8') ?? null) : null };
  }
}

function toExecutionDto(execution: Execution): ExecutionDto {
  const { startedAt, completedAt } = execution;
  return { ...execution, durationMs: completedAt && completedAt.getTime() - startedAt.getTime() };
}
