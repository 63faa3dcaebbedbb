/** Why a run's next step does not run at this moment. */
export const WAITING_REASONS = [
  'no-live-worker',
  'all-workers-draining',
  'all-workers-degraded',
  'slots-busy',
  'backoff',
  'earlier-command-ending',
  'lease-recovery',
  'delivering',
] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** Why the step of an active run waits, since when, and what it waits for. */
export interface Waiting {
  readonly taskId: string;
  readonly reason: WaitingReason;
  /** One sentence; moments in it are UTC. */
  readonly message: string;
  readonly since: Date;
  /** When that ends by itself at the latest; null when it depends on others. */
  readonly until: Date | null;
  /** Steps that were due before this one; `MOST_AHEAD` stands for that many or more. */
  readonly ahead: number | null;
  /** Commands that the living workers can run at once. */
  readonly slots: number | null;
  /** False when the task fails, without another attempt, once its lost worker is given up. */
  readonly runsAgain: boolean;
}

/** Further than this the queue is not counted. */
export const MOST_AHEAD = 10_000;

/** What the database knows of a step that does not run; all comparisons of moments are its own. */
export interface WaitingFacts {
  readonly taskId: string;
  readonly picked: boolean;
  readonly due: boolean;
  /** Held back until the stopped command of an earlier run has ended. */
  readonly held: boolean;
  readonly since: Date;
  readonly until: Date | null;
  /** `until` has passed. */
  readonly overdue: boolean;
  readonly runsAgain: boolean;
  readonly ahead: number;
  readonly alive: number;
  readonly draining: number;
  /** Of the living workers that take new work: how many, their slots, and what they run. */
  readonly taking: number;
  readonly slots: number;
  readonly busy: number;
}

/** Why the step waits. Pure. */
export function explainWaiting(facts: WaitingFacts): Waiting {
  const reason = reasonOf(facts);
  const { taskId, since, runsAgain, ahead, slots } = facts;
  const isTimed = reason === 'backoff' || reason === 'earlier-command-ending' || reason === 'lease-recovery';
  const isQueued = reason === 'slots-busy';
  const waiting = {
    taskId,
    reason,
    since,
    until: isTimed ? facts.until : null,
    ahead: isQueued ? ahead : null,
    slots: isQueued ? slots : null,
    runsAgain,
  };
  return { ...waiting, message: messageOf(waiting) };
}

function reasonOf(facts: WaitingFacts): WaitingReason {
  // Who is lost is given up by another worker: with none, nothing happens when the time is over.
  if (facts.picked) return facts.overdue && facts.alive === 0 ? 'no-live-worker' : 'lease-recovery';
  if (!facts.due) return facts.held ? 'earlier-command-ending' : 'backoff';
  if (facts.alive === 0) return 'no-live-worker';
  if (facts.taking === 0) return facts.draining === facts.alive ? 'all-workers-draining' : 'all-workers-degraded';
  // With a free slot for each one that is ahead, and one for this, it is only on its way.
  return facts.busy > 0 && facts.ahead >= facts.slots - facts.busy ? 'slots-busy' : 'delivering';
}

function messageOf({ reason, until, ahead, slots, runsAgain }: Omit<Waiting, 'message'>): string {
  const by = until?.toISOString();
  switch (reason) {
    case 'no-live-worker':
      return 'No worker is alive.';
    case 'all-workers-draining':
      return 'All workers are draining: they take no new work.';
    case 'all-workers-degraded':
      return 'No living worker can take work: see what the workers are degraded by.';
    case 'slots-busy':
      return `${slots === 1 ? 'The only slot is' : `All ${slots} slots are`} busy, ${aheadWords(ahead ?? 0)}.`;
    case 'backoff':
      return `The next attempt begins at ${by}.`;
    case 'earlier-command-ending':
      return `The stopped command of an earlier run is still ending; it begins by ${by}.`;
    case 'lease-recovery':
      return runsAgain
        ? `Its worker was lost; it runs again by ${by}.`
        : `Its worker was lost, and no attempt is left; it fails by ${by}.`;
    case 'delivering':
      return 'It is being handed to a worker.';
    default:
      return reason satisfies never;
  }
}

function aheadWords(ahead: number): string {
  if (ahead === 0) return 'and this step is the next';
  if (ahead === 1) return '1 step ahead';
  return `${ahead}${ahead >= MOST_AHEAD ? ' or more' : ''} steps ahead`;
}
