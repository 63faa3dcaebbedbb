import { Button } from '@mantine/core';
import { useId } from 'react';
import styles from './bulk.module.css';
import type { BulkPlan } from './bulk-plan';
import { confirmWords, consequenceWords, planWords } from './bulk-words';

interface BulkConfirmProps {
  plan: BulkPlan;
  isPending: boolean;
  onConfirm: (plan: BulkPlan) => void;
  onCancel: () => void;
}

/** The one question before something is done to many records: says what will happen, and why some are left. */
export function BulkConfirm({ plan, isPending, onConfirm, onCancel }: BulkConfirmProps) {
  const words = useId();
  const destructive = plan.action === 'delete';
  return (
    <section
      className={styles.bar}
      role="alertdialog"
      aria-labelledby={words}
      data-destructive={destructive || undefined}
    >
      <p id={words} className={styles.words}>
        <strong>{planWords(plan)}</strong> {plan.ids.length > 0 && consequenceWords(plan.action)}
      </p>
      <Button size="xs" variant="default" autoFocus={destructive} disabled={isPending} onClick={onCancel}>
        Cancel
      </Button>
      <Button
        size="xs"
        autoFocus={!destructive}
        {...(destructive && { color: 'red' })}
        loading={isPending}
        disabled={plan.ids.length === 0}
        onClick={() => onConfirm(plan)}
      >
        {confirmWords(plan)}
      </Button>
    </section>
  );
}
