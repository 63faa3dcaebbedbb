import type { BulkAction } from '@app/api-client';
import { notify } from '../../shared/feedback/notify';

type RunAction = Exclude<BulkAction, 'delete' | 'pause-schedule' | 'resume-schedule'>;

interface Counter {
  readonly done: string;
  readonly action: RunAction;
  readonly label: string;
  readonly hint: string;
}

// None of these is an undo: a stopped command has done what it did, and a run that was started stays in the history.
const COUNTERS: Record<RunAction, Counter> = {
  start: { done: 'Started', action: 'stop', label: 'Stop it', hint: 'Ends the run and its command' },
  resume: { done: 'Resumed', action: 'stop', label: 'Stop it', hint: 'Ends the run and its command' },
  stop: {
    done: 'Stopped',
    action: 'resume',
    label: 'Resume it',
    hint: 'Keeps the finished tasks and runs the one that was stopped again',
  },
};

/** Says what was done to a record's run, and offers what counteracts it. */
export function notifyRunChange(id: string, action: RunAction, onCounter: (counter: RunAction) => void): void {
  const { done, action: counter, label, hint } = COUNTERS[action];
  notify({ about: `run of ${id}`, title: `${done} ${id}`, offer: { label, hint, run: () => onCounter(counter) } });
}
