import type { Throughput, ThroughputBucket } from '@app/api-client';
import { formatInstant, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import styles from './statistics.module.css';

const HEIGHT = 44;

/** Runs that ended, a bar for each bucket of time: completed below, failed on top. */
export function ThroughputChart({ throughput }: { throughput: Throughput }) {
  const [utc] = useTimesInUtc();
  const { buckets, completed, failed, stopped } = throughput;
  const most = Math.max(1, ...buckets.map(sumOf));
  const slot = 100 / Math.max(1, buckets.length);
  const summary = `${completed} completed, ${failed} failed, ${stopped} stopped`;
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Runs that ended: ${summary}`}
    >
      <line x1={0} x2={100} y1={HEIGHT} y2={HEIGHT} className={styles.axis} />
      {buckets.map((bucket, index) => {
        const heightOf = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 2)));
        const low = heightOf(bucket.completed);
        const middle = heightOf(bucket.stopped);
        const high = heightOf(bucket.failed);
        const place = { x: index * slot + slot * 0.12, width: slot * 0.76 };
        return (
          <g key={bucket.startsAt}>
            <title>{`${formatInstant(bucket.startsAt, utc)}: ${bucket.completed} completed, ${bucket.failed} failed, ${bucket.stopped} stopped`}</title>
            <rect x={index * slot} width={slot} y={0} height={HEIGHT} fill="transparent" />
            <rect {...place} y={HEIGHT - low} height={low} fill="var(--status-completed)" />
            <rect {...place} y={HEIGHT - low - middle} height={middle} fill="var(--status-stopped)" />
            <rect {...place} y={HEIGHT - low - middle - high} height={high} fill="var(--status-failed)" />
          </g>
        );
      })}
    </svg>
  );
}

function sumOf(bucket: ThroughputBucket): number {
  return bucket.completed + bucket.failed + bucket.stopped;
}
