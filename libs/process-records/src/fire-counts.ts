import type { FireState } from './fire-tally.repository';

/** What became, or will become, of the fires of a stretch of time. */
export interface FireCounts {
  /** Those whose run has such a status; a run that has not begun counts as running. */
  completed: number;
  failed: number;
  stopped: number;
  running: number;
  /** They wait for the end of a run. */
  queued: number;
  /** They made no run; a long stretch of missed or paused fires is one, where it begins. */
  skipped: number;
  /** Their run is not kept any more. */
  gone: number;
  /** To come. */
  coming: number;
  /** To come, and left out as things are: their schedule is paused. */
  paused: number;
}

export function noFires(): FireCounts {
  return {
    completed: 0,
    failed: 0,
    stopped: 0,
    running: 0,
    queued: 0,
    skipped: 0,
    gone: 0,
    coming: 0,
    paused: 0,
  };
}

/** Which of the counts a fire of the past belongs to. */
export function countOf(state: FireState): keyof FireCounts {
  switch (state) {
    case 'COMPLETED':
      return 'completed';
    case 'FAILED':
      return 'failed';
    case 'STOPPED':
      return 'stopped';
    case 'PENDING':
    case 'IN_PROGRESS':
      return 'running';
    case 'QUEUED':
      return 'queued';
    case 'SKIPPED':
      return 'skipped';
    case 'RUN_GONE':
      return 'gone';
    default:
      return state satisfies never;
  }
}
