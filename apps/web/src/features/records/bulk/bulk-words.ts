import type { BulkAction, BulkActionResult } from '@app/api-client';
import type { BulkOutcome } from '../api/change-records';
import type { BulkPlan } from './bulk-plan';

interface Words {
  readonly verb: string;
  readonly past: string;
  /** What it is done to. */
  readonly one: string;
  readonly many: string;
}

const PROCESS = { one: 'process', many: 'processes' };
const SCHEDULE = { one: 'schedule', many: 'schedules' };
const WORDS: Readonly<Record<BulkAction, Words>> = {
  start: { verb: 'Start', past: 'started', ...PROCESS },
  stop: { verb: 'Stop', past: 'stopped', ...PROCESS },
  resume: { verb: 'Resume', past: 'resumed', ...PROCESS },
  'pause-schedule': { verb: 'Pause', past: 'paused', ...SCHEDULE },
  'resume-schedule': { verb: 'Resume', past: 'resumed', ...SCHEDULE },
  delete: { verb: 'Delete', past: 'deleted', ...PROCESS },
};
const SHOWN_REFUSALS = 3;

/** What will happen, before it does: `3 of 5 will be stopped; 2 are not running.` */
export function planWords({ action, ids, left, selected }: BulkPlan): string {
  const reasons = left.map(({ count, why }) => `${number(count)} ${count === 1 ? why.one : why.many}`).join(', ');
  const { past } = WORDS[action];
  if (ids.length === 0) return `${of(action)}None will be ${past}: ${reasons}.`;
  return `${of(action)}${whoOf(action, ids.length, selected)} will be ${past}${reasons === '' ? '' : `; ${reasons}`}.`;
}

/** What follows from it; null when there is nothing to add. */
export function consequenceWords(action: BulkAction): string | null {
  switch (action) {
    case 'start':
      return 'Each makes a new run from its first task.';
    case 'stop':
      return 'Their commands are ended; what they printed is kept.';
    case 'resume':
      return 'Finished tasks are kept; each goes on from its first unfinished one.';
    case 'pause-schedule':
      return 'Their fires are left out and not made up for; runs under way go on.';
    case 'resume-schedule':
      return 'They fire again from now on; what fell into the pause is not made up for.';
    case 'delete':
      return 'Their runs and everything these printed are removed for good.';
    default: {
      const unknown: never = action;
      throw new TypeError(`unknown action ${String(unknown)}`);
    }
  }
}

/** What has happened: a line of success, and one for each refusal, the first few by name. */
export function outcomeWords({ action, succeeded, refused }: BulkOutcome): { title: string; refusals: string[] } {
  const { past, one, many } = WORDS[action];
  const title =
    succeeded.length === 0
      ? `None was ${past}`
      : `${capital(past)} ${number(succeeded.length)} ${succeeded.length === 1 ? one : many}`;
  const more = refused.length - SHOWN_REFUSALS;
  return {
    title: refused.length === 0 ? title : `${title}, ${number(refused.length)} refused`,
    refusals: [
      ...refused.slice(0, SHOWN_REFUSALS).map(refusalWords),
      ...(more > 0 ? [`and ${number(more)} more`] : []),
    ],
  };
}

function refusalWords({ id, detail, status }: BulkActionResult): string {
  return `${id}: ${detail ?? `refused with ${status ?? 'an error'}`}`;
}

// Of schedules it has to be said, so that nobody takes their pause for that of a run.
function of(action: BulkAction): string {
  return WORDS[action].one === SCHEDULE.one ? 'Schedules: ' : '';
}

function whoOf(action: BulkAction, acted: number, selected: number): string {
  if (acted < selected) return `${number(acted)} of ${number(selected)}`;
  return selected === 1 ? `1 ${WORDS[action].one}` : `All ${number(selected)}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function number(value: number): string {
  return value.toLocaleString('en');
}

/** The button that does it: `Stop 3`. */
export function confirmWords({ action, ids }: Pick<BulkPlan, 'action' | 'ids'>): string {
  const { verb, one, many } = WORDS[action];
  const count = number(ids.length);
  return one === PROCESS.one ? `${verb} ${count}` : `${verb} ${count} ${ids.length === 1 ? one : many}`;
}
