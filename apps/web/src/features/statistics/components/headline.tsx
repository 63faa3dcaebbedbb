import type { Statistics } from '@app/api-client';
import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { StatusTone } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import styles from './headline.module.css';

interface Figure {
  readonly value: number | undefined;
  readonly words: string;
  readonly tone: StatusTone;
  readonly search: { status: 'IN_PROGRESS' | 'FAILED' | 'COMPLETED'; ended?: 'today' };
  /** Whether a number above zero is bad news. */
  readonly isAlarming?: boolean;
}

/** The figures that say whether anything is wrong; each leads to the processes behind it. */
export function Headline({ statistics }: { statistics: Statistics | undefined }) {
  return (
    <nav className={styles.headline} aria-label="At a glance">
      {figuresOf(statistics).map(({ value, words, tone, search, isAlarming = false }) => (
        <Link
          key={words}
          to="/processes"
          search={search}
          className={styles.figure}
          data-alarming={(isAlarming && (value ?? 0) > 0) || undefined}
        >
          {value === undefined ? (
            <Skeleton height={31} width={40} />
          ) : (
            <span className={styles.value}>{value.toLocaleString('en')}</span>
          )}
          <span className={styles.words}>
            <StatusIcon tone={tone} still /> {words}
          </span>
        </Link>
      ))}
    </nav>
  );
}

function figuresOf(statistics: Statistics | undefined): Figure[] {
  return [
    {
      value: statistics?.byStatus.IN_PROGRESS,
      words: 'running',
      tone: 'running',
      search: { status: 'IN_PROGRESS' },
    },
    {
      value: statistics?.today.failed,
      words: 'failed today',
      tone: 'failed',
      search: { status: 'FAILED', ended: 'today' },
      isAlarming: true,
    },
    {
      value: statistics?.today.completed,
      words: 'completed today',
      tone: 'completed',
      search: { status: 'COMPLETED', ended: 'today' },
    },
    {
      value: statistics?.waitingLong,
      words: 'waiting > 1 min',
      tone: 'pending',
      search: { status: 'IN_PROGRESS' },
      isAlarming: true,
    },
  ];
}
