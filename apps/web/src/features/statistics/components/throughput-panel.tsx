import type { Statistics, StatisticsWindow } from '@app/api-client';
import { SegmentedControl, Skeleton } from '@mantine/core';
import { InSteps } from '../../../shared/feedback/in-steps';
import { formatDuration } from '../../../shared/time/format-duration';
import { failureRate, rateWords } from '../failure-rate';
import { durationWords } from '../duration-words';
import { EndedCharts } from './ended-charts';
import styles from './statistics.module.css';
import { ThroughputTable } from './throughput-table';

const WINDOWS: readonly { value: StatisticsWindow; label: string }[] = [
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
];

interface ThroughputPanelProps {
  statistics: Statistics | undefined;
  window: StatisticsWindow;
  onWindowChange: (window: StatisticsWindow) => void;
}

const PLACEHOLDER = <Skeleton height={212} />;

/** What ended lately, how long it took, and what waits now. */
export function ThroughputPanel({ statistics, window, onWindowChange }: ThroughputPanelProps) {
  return (
    <section className={styles.throughput} aria-label="Runs that ended">
      <div className={styles.throughputHead}>
        <h2>Runs that ended</h2>
        <SegmentedControl
          size="xs"
          aria-label="How far back"
          value={window}
          data={[...WINDOWS]}
          onChange={(value) => onWindowChange(WINDOWS.find((one) => one.value === value)?.value ?? '24h')}
        />
      </div>
      {statistics === undefined ? (
        PLACEHOLDER
      ) : (
        <InSteps placeholder={PLACEHOLDER}>
          <EndedCharts throughput={statistics.throughput} />
          <Figures statistics={statistics} />
          <ThroughputTable throughput={statistics.throughput} />
        </InSteps>
      )}
    </section>
  );
}

function Figures({ statistics }: { statistics: Statistics }) {
  const { throughput, queueDepth, oldestWaitingMs, runningTasks } = statistics;
  const { completed, failed, stopped, p50DurationMs, p99DurationMs } = throughput;
  const figures: [string, string][] = [
    ['completed', completed.toLocaleString('en')],
    ['failed', failed.toLocaleString('en')],
    ['stopped', stopped.toLocaleString('en')],
    ['failure rate', rateWords(failureRate(throughput))],
    ['median', durationWords(p50DurationMs)],
    ['99 % under', durationWords(p99DurationMs)],
    ['tasks running', runningTasks.toLocaleString('en')],
    ['waiting for a worker', queueDepth.toLocaleString('en')],
    ...(oldestWaitingMs === null ? [] : [['longest wait', formatDuration(oldestWaitingMs)] as [string, string]]),
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dd>{value}</dd> <dt>{name}</dt>
        </div>
      ))}
    </dl>
  );
}
