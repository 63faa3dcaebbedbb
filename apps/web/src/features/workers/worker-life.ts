import type { Worker } from '@app/api-client';

/** Where a worker stands; `degraded` and `draining` ones live. */
export type WorkerLife = 'alive' | 'degraded' | 'draining' | 'stopped' | 'lost';

/** Where a worker stands, the gravest first. */
export function workerLife({ alive, degraded, draining, stoppedAt }: Worker): WorkerLife {
  if (stoppedAt !== null) return 'stopped';
  if (!alive) return 'lost';
  if (draining) return 'draining';
  return degraded === null ? 'alive' : 'degraded';
}

/** What follows from where it stands; null when all is well. */
export function lifeWords(worker: Worker): string | null {
  const life = workerLife(worker);
  switch (life) {
    case 'alive':
      return null;
    case 'degraded':
      return `It suffers from ${worker.degraded ?? ''}`;
    case 'draining':
      return 'It is about to stop: it ends what it runs and takes no new work.';
    case 'stopped':
      return 'It was shut down.';
    case 'lost':
      return worker.steps.length > 0
        ? 'Its heartbeat stopped. What it ran is given up and retried as the tasks say.'
        : 'Its heartbeat stopped.';
    default: {
      const unknown: never = life;
      throw new TypeError(`unknown life ${String(unknown)}`);
    }
  }
}

/** The slots of those that take work, and how many of them are in use. */
export function slotsOf(workers: readonly Worker[]): { readonly used: number; readonly all: number } {
  const taking = workers.filter(({ alive }) => alive);
  return {
    used: taking.reduce((sum, { running }) => sum + running, 0),
    all: taking.reduce((sum, { concurrency }) => sum + concurrency, 0),
  };
}
