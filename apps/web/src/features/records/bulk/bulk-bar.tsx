import type { BulkAction, ProcessRecord } from '@app/api-client';
import { Button, CloseButton } from '@mantine/core';
import {
  IconCalendarPause,
  IconCalendarRepeat,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useCommands } from '../../../shared/commands/use-commands';
import { notifyFailure } from '../../../shared/feedback/notify';
import { useChangeRecords } from '../api/change-records';
import styles from './bulk.module.css';
import { BulkConfirm } from './bulk-confirm';
import { type BulkPlan, planBulk } from './bulk-plan';
import { notifyOutcome } from './notify-outcome';
import { planWords } from './bulk-words';

interface BulkBarProps {
  /** The selected records in their newest state. */
  records: readonly ProcessRecord[];
  /** Rows of the list that wait for being shown, moved or removed. */
  changes: number;
  onShowChanges: () => void;
  onClear: () => void;
  onDeleted: (ids: readonly string[]) => void;
}

const ACTIONS: readonly { action: BulkAction; label: string; icon: TablerIcon }[] = [
  { action: 'start', label: 'Start', icon: IconPlayerPlay },
  { action: 'stop', label: 'Stop', icon: IconPlayerStop },
  { action: 'resume', label: 'Resume', icon: IconPlayerTrackNext },
  { action: 'pause-schedule', label: 'Pause schedule', icon: IconCalendarPause },
  { action: 'resume-schedule', label: 'Resume schedule', icon: IconCalendarRepeat },
  { action: 'delete', label: 'Delete', icon: IconTrash },
];

/** What can be done to the selected records; says beforehand what will happen, and afterwards what did. */
export function BulkBar({ records, changes, onShowChanges, onClear, onDeleted }: BulkBarProps) {
  const [asked, setAsked] = useState<BulkAction | null>(null);
  const change = useChangeRecords();
  useCommands('Selection', [
    {
      id: 'selection-clear',
      label: asked === null ? 'Clear the selection' : 'Do nothing to the selected',
      keys: ['Escape'],
      run: () => (asked === null ? onClear() : setAsked(null)),
    },
  ]);
  const perform = ({ action, ids }: BulkPlan): void =>
    change.mutate(
      { action, ids },
      {
        onSuccess: (outcome) => {
          notifyOutcome(outcome, (counter) => change.mutate(counter, { onSuccess: (undone) => notifyOutcome(undone) }));
          if (action === 'delete') onDeleted(outcome.succeeded);
        },
        onError: (error) => notifyFailure(`Could not ${action.replace('-', ' ')}`, error),
        onSettled: () => setAsked(null),
      },
    );
  if (asked !== null)
    return (
      <BulkConfirm
        plan={planBulk(asked, records)}
        isPending={change.isPending}
        onConfirm={perform}
        onCancel={() => setAsked(null)}
      />
    );
  return (
    <section className={styles.bar} aria-label="Selected processes">
      <span className={styles.count}>
        <strong className="tabular">{records.length.toLocaleString('en')}</strong> selected
      </span>
      {ACTIONS.map(({ action, label, icon: Icon }) => {
        const plan = planBulk(action, records);
        // Few lists are about schedules: there they would only be in the way.
        if (action.endsWith('-schedule') && plan.ids.length === 0) return null;
        return (
          <Button
            key={action}
            size="xs"
            variant="default"
            leftSection={<Icon size={14} aria-hidden />}
            disabled={plan.ids.length === 0}
            title={planWords(plan)}
            onClick={() => setAsked(action)}
          >
            {label} {plan.ids.length > 0 && <span className={styles.figure}>{plan.ids.length}</span>}
          </Button>
        );
      })}
      {changes > 0 && (
        <Button size="xs" variant="subtle" className={styles.changes} onClick={onShowChanges}>
          {changes === 1 ? '1 change' : `${changes.toLocaleString('en')} changes`} – show
        </Button>
      )}
      <CloseButton aria-label="Clear selection" title="Clear selection (Esc)" onClick={onClear} />
    </section>
  );
}
