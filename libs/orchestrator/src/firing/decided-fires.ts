import type { FireReason } from './fire-ledger';
import type { FoundSchedule } from './found-schedule';
import type { FirePlan } from './plan-fires';

/** What became of a fire, for whoever counts. */
export interface DecidedFire {
  readonly outcome: 'RUN' | 'QUEUED' | 'SKIPPED';
  readonly reason: FireReason | null;
  /** How long after it was due its run was begun, in ms; null where none was, and for a fire that had been queued. */
  readonly latenessMs: number | null;
}

/** What a plan decides; a stretch of fires that are skipped for one reason counts once. */
export function decidedFires({ now, queued }: FoundSchedule, { fires }: FirePlan): DecidedFire[] {
  const waited = new Set(queued.map(({ fireAt }) => fireAt.getTime()));
  return fires.map(({ outcome, reason, fireAt, dueAt }) => ({
    outcome,
    reason,
    latenessMs:
      outcome === 'RUN' && !waited.has(fireAt.getTime()) ? Math.max(0, now.getTime() - dueAt.getTime()) : null,
  }));
}
