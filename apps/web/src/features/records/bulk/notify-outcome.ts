import type { BulkAction } from '@app/api-client';
import { notify } from '../../../shared/feedback/notify';
import type { BulkOutcome } from '../api/change-records';
import { confirmWords, outcomeWords } from './bulk-words';

interface Counter {
  readonly action: BulkAction;
  readonly ids: readonly string[];
}

const COUNTERS: Partial<Record<BulkAction, BulkAction>> = {
  stop: 'resume',
  start: 'stop',
  resume: 'stop',
  'pause-schedule': 'resume-schedule',
  'resume-schedule': 'pause-schedule',
};

/** Says what was done and what was refused (which stays until it was read), and offers what counteracts it. */
export function notifyOutcome(outcome: BulkOutcome, onCounter?: (counter: Counter) => void): void {
  const { title, refusals } = outcomeWords(outcome);
  const action = COUNTERS[outcome.action];
  const counter = action && onCounter && outcome.succeeded.length > 0 ? { action, ids: outcome.succeeded } : null;
  notify({
    // An earlier offer is out of date by then.
    ...(refusals.length === 0 && { about: 'bulk action' }),
    title,
    details: refusals,
    stays: refusals.length > 0,
    offer: counter === null ? undefined : { label: confirmWords(counter), run: () => onCounter?.(counter) },
  });
}
