import type { RunStatus, TaskStatus } from '@app/api-client';

/** What the server says has changed. `reset`: changes were missed, everything on screen has to be read again. */
export type LiveEvent =
  | { readonly kind: 'record'; readonly recordId: string; readonly status: RunStatus | 'DELETED' }
  | { readonly kind: 'run'; readonly recordId: string; readonly runId: string; readonly status: RunStatus }
  | {
      readonly kind: 'task';
      readonly recordId: string;
      readonly runId: string;
      readonly taskId: string;
      readonly taskIndex: number;
      readonly status: TaskStatus;
    }
  | { readonly kind: 'reset' };

/** Reads one server-sent event; null for those that are not for us (keep-alives, later additions). */
export function parseLiveEvent(name: string | undefined, data: unknown): LiveEvent | null {
  if (name === 'reset') return { kind: 'reset' };
  if (typeof data !== 'object' || data === null) return null;
  const fields = data as Record<string, unknown>;
  const { id, status, recordId, runId, taskIndex } = fields;
  if (typeof id !== 'string' || typeof status !== 'string') return null;
  if (name === 'record') return { kind: 'record', recordId: id, status: status as RunStatus | 'DELETED' };
  if (typeof recordId !== 'string') return null;
  if (name === 'run') return { kind: 'run', recordId, runId: id, status: status as RunStatus };
  if (name !== 'task' || typeof runId !== 'string' || typeof taskIndex !== 'number') return null;
  return { kind: 'task', recordId, runId, taskId: id, taskIndex, status: status as TaskStatus };
}
