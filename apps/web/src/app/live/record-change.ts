import type { RunStatus, TaskStatus } from '@app/api-client';
import type { LiveEvent } from './live-event';

export interface TaskChange {
  readonly runId: string;
  readonly index: number;
  readonly status: TaskStatus;
}

/** All that a batch of events says about one record; the last word counts. */
export interface RecordChange {
  status?: RunStatus | 'DELETED';
  runIds: Set<string>;
  tasks: Map<string, TaskChange>;
}

/** Folds a batch of events into one change per record. */
export function foldEvents(events: readonly LiveEvent[]): Map<string, RecordChange> {
  const changes = new Map<string, RecordChange>();
  for (const event of events) {
    if (event.kind === 'reset') continue;
    const change: RecordChange = changes.get(event.recordId) ?? { runIds: new Set(), tasks: new Map() };
    changes.set(event.recordId, change);
    switch (event.kind) {
      case 'record':
        change.status = event.status;
        break;
      case 'run':
        change.runIds.add(event.runId);
        break;
      case 'task':
        change.runIds.add(event.runId);
        change.tasks.set(event.taskId, { runId: event.runId, index: event.taskIndex, status: event.status });
        break;
      default: {
        const unknown: never = event;
        throw new TypeError(`unknown event ${String(unknown)}`);
      }
    }
  }
  return changes;
}
