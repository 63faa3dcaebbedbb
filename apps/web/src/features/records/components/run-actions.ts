import type { RunStatus } from '@app/api-client';
import type { RunAction } from '../api/change-run';

/** Which actions the state of a record allows, and which of them one most likely wants. */
export function runActionsFor(status: RunStatus): {
  readonly allowed: readonly RunAction[];
  readonly likely: RunAction;
} {
  switch (status) {
    case 'PENDING':
    case 'COMPLETED':
      return { allowed: ['start'], likely: 'start' };
    case 'IN_PROGRESS':
      return { allowed: ['stop'], likely: 'stop' };
    case 'FAILED':
    case 'STOPPED':
      return { allowed: ['start', 'resume'], likely: 'resume' };
    default: {
      const unknown: never = status;
      throw new TypeError(`unknown status ${String(unknown)}`);
    }
  }
}
