import type { ProcessRun } from '@app/api-client';

/** Who or what made a run: `by admin`, `by schedule`, `resumed by admin`. */
export function triggerWords({ trigger, triggeredBy }: Pick<ProcessRun, 'trigger' | 'triggeredBy'>): string {
  switch (trigger) {
    case 'manual':
      return `by ${triggeredBy}`;
    case 'schedule':
      return 'by schedule';
    case 'resume':
      return `resumed by ${triggeredBy}`;
    default: {
      const unknown: never = trigger;
      throw new TypeError(`unknown trigger ${String(unknown)}`);
    }
  }
}
