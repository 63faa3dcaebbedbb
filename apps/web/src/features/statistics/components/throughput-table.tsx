import type { Throughput } from '@app/api-client';
import { useState } from 'react';
import { PlainTable } from '../../../shared/table/plain-table';
import { formatInstant, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { durationWords } from '../duration-words';
import { failureRate, rateWords } from '../failure-rate';
import styles from './statistics.module.css';

/** The charts' figures as a table, newest first; only times in which a run ended. */
export function ThroughputTable({ throughput }: { throughput: Throughput }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.figuresTable} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && <BucketTable throughput={throughput} />}
    </details>
  );
}

function BucketTable({ throughput }: { throughput: Throughput }) {
  const [utc] = useTimesInUtc();
  const ended = throughput.buckets.filter(({ completed, failed, stopped }) => completed + failed + stopped > 0);
  if (ended.length === 0) return <p className="soft">No run has ended in this time.</p>;
  return (
    <PlainTable
      label="Runs that ended"
      head={['From', 'Completed', 'Failed', 'Stopped', 'Failure rate', 'Median', '99 % under']}
    >
      {ended.toReversed().map((bucket) => (
        <tr key={bucket.startsAt}>
          <td>{formatInstant(bucket.startsAt, utc)}</td>
          <td>{bucket.completed}</td>
          <td>{bucket.failed}</td>
          <td>{bucket.stopped}</td>
          <td>{rateWords(failureRate(bucket))}</td>
          <td>{durationWords(bucket.p50DurationMs)}</td>
          <td>{durationWords(bucket.p99DurationMs)}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
