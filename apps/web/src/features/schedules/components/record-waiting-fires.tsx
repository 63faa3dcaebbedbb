import { Button } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { useMay } from '../../account/use-may';
import { recordWaitingFiresQuery } from '../api/record-fires';
import { useWithdrawBackfill } from '../api/change-schedule';
import styles from './record-schedule.module.css';

/** How many fires wait for their run; those of a backfill can be taken back. */
export function RecordWaitingFires({ recordId }: { recordId: string }) {
  const { data } = useQuery(recordWaitingFiresQuery(recordId));
  const mayChange = useMay()('run-processes');
  const withdraw = useWithdrawBackfill(recordId);
  if (data === undefined || data.total === 0) return null;
  const ofBackfill = data.rows.some(({ origin }) => origin === 'backfill');
  return (
    <div className={styles.waiting}>
      <IconClockPause size={16} aria-hidden />
      <span>
        <strong>{data.total === 1 ? '1 fire waits' : `${data.total.toLocaleString('en')} fires wait`}</strong> for its
        run: one after the other, whenever none is active.
      </span>
      {mayChange && ofBackfill && (
        <Button size="compact-sm" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          Cancel the backfill
        </Button>
      )}
      {withdraw.error && <ErrorNotice error={withdraw.error} onDismiss={() => withdraw.reset()} />}
    </div>
  );
}
