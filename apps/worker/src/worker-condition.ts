import { isConnectionFault, sqlState } from '@app/database';
import { SpoolFault, type SpoolFaultName } from '@app/orchestrator';
import { Logger } from '@nestjs/common';

/** What a worker may suffer from while it lives; shown with its heartbeats, in its log and by its health check. */
export type DegradedState =
  | SpoolFaultName
  | 'database-full'
  | 'database-read-only'
  | 'database-out-of-resources'
  | 'database-away';

interface Trouble {
  readonly state: DegradedState;
  readonly reason: string;
}

/**
 * How well this worker can do its work. Each part of it that is in trouble says so, and says when it is over; nothing is
 * counted, so that nothing is left over.
 */
export class WorkerCondition {
  private readonly logger = new Logger('Condition');
  private readonly troubles = new Map<unknown, Trouble>();

  /** The worst that is known, as `<state>: <reason>`, or null when all is well. */
  get degraded(): string | null {
    const [first] = this.troubles.values();
    return first ? `${first.state}: ${first.reason}` : null;
  }

  /** From now on `part` is in the trouble that the error tells of; errors that no state stands for are left out. */
  suffers(part: unknown, error: unknown): void {
    const state = stateOf(error);
    if (state === null) return;
    const isNew = ![...this.troubles.values()].some((trouble) => trouble.state === state);
    const reason = error instanceof Error ? error.message : String(error);
    this.troubles.set(part, { state, reason });
    if (isNew) this.logger.warn({ degraded: state }, `Degraded, ${state}: ${reason}`);
  }

  /** The part is well again, if it ever was not. */
  recovers(part: unknown): void {
    const over = this.troubles.get(part);
    if (!over) return;
    this.troubles.delete(part);
    const remains = [...this.troubles.values()].some(({ state }) => state === over.state);
    if (!remains) this.logger.log({ degraded: null }, `No longer ${over.state}.`);
  }
}

function stateOf(error: unknown): DegradedState | null {
  if (error instanceof SpoolFault) return error.fault;
  const state = sqlState(error);
  if (state === '53100') return 'database-full';
  if (state === '25006') return 'database-read-only';
  if (state?.startsWith('53')) return 'database-out-of-resources';
  return isConnectionFault(error) ? 'database-away' : null;
}

/** Whether the database answers but has no room or resources to write: it may be long until a person mends that. */
export function refusesToStore(error: unknown): boolean {
  const state = stateOf(error);
  return state === 'database-full' || state === 'database-read-only' || state === 'database-out-of-resources';
}
