import type { AttemptResult, DecidedFire, EndedAs } from '@app/orchestrator';
import { Counter, Histogram, Registry } from 'prom-client';

/** Counts what this worker did. Its numbers travel with the heartbeats; the API sums them over all workers. */
export class WorkerMetrics {
  private readonly registry = new Registry();
  private readonly attempts = new Counter({
    name: 'orchestrator_attempts_total',
    help: 'Attempts ended, by outcome.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  private readonly runs = new Counter({
    name: 'orchestrator_runs_total',
    help: 'Runs ended by a task, by status.',
    labelNames: ['status'],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'orchestrator_attempt_duration_seconds',
    help: 'Time from claim to end of attempts, by outcome.',
    labelNames: ['outcome'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600],
    registers: [this.registry],
  });
  private readonly fires = new Counter({
    name: 'orchestrator_schedule_fires_total',
    help: 'Fires of schedules, by what became of them; a stretch that is skipped for one reason counts once.',
    labelNames: ['outcome', 'reason'],
    registers: [this.registry],
  });
  private readonly lateness = new Histogram({
    name: 'orchestrator_schedule_fire_lateness_seconds',
    help: 'Time from when a fire was due to the begin of its run; fires that were queued are left out.',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
    registers: [this.registry],
  });

  /** An attempt ended after `durationMs`. */
  attemptEnded(outcome: AttemptResult['outcome'], durationMs: number, ended: EndedAs): void {
    this.attempts.inc({ outcome });
    this.durations.observe({ outcome }, durationMs / 1000);
    if (ended.kind === 'finished') this.runs.inc({ status: ended.runStatus });
  }

  /** These fires were decided. */
  firesDecided(fires: readonly DecidedFire[]): void {
    for (const { outcome, reason, latenessMs } of fires) {
      this.fires.inc({ outcome, reason: reason ?? '' });
      if (latenessMs !== null) this.lateness.observe(latenessMs / 1000);
    }
  }

  /** All numbers, in the form that the registry of another process can take in. */
  snapshot(): Promise<unknown> {
    return this.registry.getMetricsAsJSON();
  }
}
