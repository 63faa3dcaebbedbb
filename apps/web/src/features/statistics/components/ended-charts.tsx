import type { Throughput, ThroughputBucket } from '@app/api-client';
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { ChartSeries, ChartShape } from '../../../shared/chart/chart-options';
import { formatDuration } from '../../../shared/time/format-duration';
import { formatDay, formatInstant, formatMinute, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import { failureRate, rateWords } from '../failure-rate';
import { durationWords } from '../duration-words';
import styles from './statistics.module.css';

const TimeChart = lazy(() => import('../../../shared/chart/time-chart'));

const HEIGHT = 132;
const DAY_MS = 86_400_000;

interface EndedChart {
  readonly title: string;
  readonly label: string;
  readonly shape: Pick<ChartShape, 'kind' | 'ceiling' | 'floor' | 'formatValue'>;
  readonly series: readonly ChartSeries[];
}

/** How many runs ended and how, what share of them failed, and how long they took, over time. */
export function EndedCharts({ throughput }: { throughput: Throughput }) {
  const [utc] = useTimesInUtc();
  const { buckets, bucketMs } = throughput;
  const times = buckets.map(({ startsAt }) => Date.parse(startsAt));
  const spansDays = buckets.length * bucketMs > 1.5 * DAY_MS;
  const formatTime = (ms: number) => (spansDays ? formatDay(ms, utc) : formatMinute(ms, utc));
  return (
    <div className={styles.charts}>
      {chartsOf(throughput).map(({ title, label, shape, series }) => (
        <figure key={title}>
          <figcaption>
            {title}
            <span className={styles.keys}>
              {series.map(({ label: name, colour }) => (
                <span key={name} style={{ '--key': `var(${colour})` } as React.CSSProperties}>
                  {name}
                </span>
              ))}
            </span>
          </figcaption>
          <Suspense fallback={<Skeleton height={HEIGHT} />}>
            <TimeChart
              label={label}
              times={times}
              shape={{ ...shape, bucketMs, formatTime, utc }}
              series={series}
              describe={(index) => <BucketNote bucket={buckets[index]} utc={utc} />}
              height={HEIGHT}
            />
          </Suspense>
        </figure>
      ))}
    </div>
  );
}

function chartsOf(throughput: Throughput): EndedChart[] {
  const { buckets, completed, failed, stopped } = throughput;
  const values = (of: (bucket: ThroughputBucket) => number | null) => buckets.map(of);
  return [
    {
      title: 'Runs',
      label: `Runs that ended: ${completed} completed, ${failed} failed, ${stopped} stopped`,
      shape: { kind: 'stacked-bars', floor: 4, formatValue: (value) => (Number.isInteger(value) ? String(value) : '') },
      series: [
        { label: 'completed', colour: '--status-completed', values: values((bucket) => bucket.completed) },
        { label: 'stopped', colour: '--status-stopped', values: values((bucket) => bucket.stopped) },
        { label: 'failed', colour: '--status-failed', values: values((bucket) => bucket.failed) },
      ],
    },
    {
      title: 'Failure rate',
      label: `Failure rate: ${rateWords(failureRate(throughput))} over the whole time`,
      shape: { kind: 'stacked-bars', ceiling: 1, floor: 0.1, formatValue: (value) => `${Math.round(value * 100)} %` },
      series: [{ label: 'failed', colour: '--status-failed', values: values(failureRate) }],
    },
    {
      title: 'Duration',
      label: `Duration of runs: half took up to ${durationWords(throughput.p50DurationMs)}, 99 % up to ${durationWords(throughput.p99DurationMs)}`,
      shape: { kind: 'lines', floor: 1_000, formatValue: formatDuration },
      series: [
        { label: 'p50', colour: '--accent', values: values((bucket) => bucket.p50DurationMs) },
        { label: 'p99', colour: '--status-retrying', values: values((bucket) => bucket.p99DurationMs) },
      ],
    },
  ];
}

function BucketNote({ bucket, utc }: { bucket: ThroughputBucket | undefined; utc: boolean }) {
  if (bucket === undefined) return null;
  const { startsAt, completed, failed, stopped, p50DurationMs, p99DurationMs } = bucket;
  return (
    <>
      <div className="soft">from {formatInstant(startsAt, utc)}</div>
      <div>{`${completed} completed, ${failed} failed, ${stopped} stopped`}</div>
      <div>{`${rateWords(failureRate(bucket))} failed`}</div>
      <div>{`p50 ${durationWords(p50DurationMs)}, p99 ${durationWords(p99DurationMs)}`}</div>
    </>
  );
}
