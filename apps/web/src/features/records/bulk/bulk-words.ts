import type { BulkAction, BulkActionResult } from '@app/api-client';
import type { BulkOutcome } from '../api/change-records';
import type { BulkPlan } from './bulk-plan';

const PAST: Record<BulkAction, string> = { start: 'started', stop: 'stopped', resume: 'resumed', delete: 'deleted' };
const SHOWN_REFUSALS = 3;

/** What will happen, before it does: `3 of 5 will be stopped; 2 are not running.` */
export function planWords({ action, ids, left, selected }: BulkPlan): string {
  const reasons = left.map(({ count, why }) => `${number(count)} ${count === 1 ? why.one : why.many}`).join(', ');
  if (ids.length === 0) return `None will be ${PAST[action]}: ${reasons}.`;
  return `${whoOf(ids.length, selected)} will be ${PAST[action]}${reasons === '' ? '' : `; ${reasons}`}.`;
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
  const title =
    succeeded.length === 0
      ? `None was ${PAST[action]}`
      : `${capital(PAST[action])} ${number(succeeded.length)} ${succeeded.length === 1 ? 'process' : 'processes'}`;
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

function whoOf(acted: number, selected: number): string {
  if (acted < selected) return `${number(acted)} of ${number(selected)}`;
  return selected === 1 ? '1 process' : `All ${number(selected)}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function number(value: number): string {
  return value.toLocaleString('en');
}

/** The button that does it: `Stop 3`. */
export function confirmWords({ action, ids }: Pick<BulkPlan, 'action' | 'ids'>): string {
  return `${capital(action)} ${number(ids.length)}`;
}
