import type { ProcessRecord } from '@app/api-client';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../../shared/status/status-badge';
import { TimeAgo } from '../../../shared/time/time-ago';
import { NextFireCell } from './next-fire-cell';
import { ProgressBar } from './progress-bar';
import { RecordLink } from './record-link';
import styles from './record-list.module.css';
import { RunDuration } from './run-duration';

interface RecordCardProps {
  record: ProcessRecord;
  select: ReactNode;
  actions: ReactNode;
}

/** A record in two lines, for a narrow screen. */
export function RecordCard({ record, select, actions }: RecordCardProps) {
  return (
    <span className={styles.card}>
      {select}
      <span className={styles.cardName}>
        <RecordLink id={record.id} />
      </span>
      <StatusBadge status={record.currentStatus} />
      <span className={styles.cardFacts}>
        {record.currentStatus === 'IN_PROGRESS' ? <ProgressBar record={record} /> : <TimeAgo at={record.startedWhen} />}
        <RunDuration record={record} />
        {(record.schedulePausedAt !== null || record.scheduleError !== null) && <NextFireCell record={record} />}
      </span>
      <span className={styles.cardActions}>{actions}</span>
    </span>
  );
}
