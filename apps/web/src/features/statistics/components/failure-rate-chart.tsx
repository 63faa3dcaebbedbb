import type { Throughput } from '@app/api-client';
import { formatInstant, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { failureRate, rateWords } from '../failure-rate';
import styles from './statistics.module.css';

const HEIGHT = 44;

/** The share of runs that failed in each bucket of time; nothing where no run ended. */
export function FailureRateChart({ throughput }: { throughput: Throughput }) {
  const [utc] = useTimesInUtc();
  const { buckets } = throughput;
  const slot = 100 / Math.max(1, buckets.length);
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Failure rate: ${rateWords(failureRate(throughput))} over the whole time`}
    >
      <line x1={0} x2={100} y1={HEIGHT} y2={HEIGHT} className={styles.axis} />
      {buckets.map((bucket, index) => {
        const rate = failureRate(bucket);
        if (rate === null) return null;
        const height = Math.max(1.5, rate * (HEIGHT - 2));
        return (
          <g key={bucket.startsAt}>
            <title>{`${formatInstant(bucket.startsAt, utc)}: ${rateWords(rate)} failed`}</title>
            <rect x={index * slot} width={slot} y={0} height={HEIGHT} fill="transparent" />
            <rect
              x={index * slot + slot * 0.12}
              width={slot * 0.76}
              y={HEIGHT - height}
              height={height}
              fill={rate === 0 ? 'var(--line)' : 'var(--status-failed)'}
            />
          </g>
        );
      })}
    </svg>
  );
}
