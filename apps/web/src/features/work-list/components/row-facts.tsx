import type { ScheduledTaskDetail } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../../shared/status/status-badge';
import { WaitingNote } from '../../../shared/status/waiting-note';
import { CopyButton } from '../../../shared/text/copy-button';
import { TimeAgo } from '../../../shared/time/time-ago';
import { nameWords, workStatus } from '../work-words';
import styles from './work-list.module.css';
import { WorkSubject } from './work-subject';

/** All that is known of a row. */
export function RowFacts({ row, dataShown }: { row: ScheduledTaskDetail; dataShown: boolean }) {
  const facts: [string, ReactNode][] = [
    ['For', <WorkSubject key="for" row={row} />],
    ['Due', <TimeAgo key="due" at={row.executionTime} />],
    ['Last success', <TimeAgo key="success" at={row.lastSuccess} />],
    ['Last failure', <TimeAgo key="failure" at={row.lastFailure} />],
    ['Failures in a row', row.consecutiveFailures],
    [
      'Name',
      <span key="name">
        <span className="mono">{row.taskName}</span> · {nameWords(row.taskName)}
      </span>,
    ],
    [
      'Instance',
      <span key="instance" className={styles.copied}>
        <span className="mono">{row.taskInstance}</span>
        <CopyButton text={row.taskInstance} what="instance" />
      </span>,
    ],
    ['Version', row.version],
  ];
  if (row.pickedBy !== null)
    facts.splice(2, 0, [
      'Worker',
      <span key="worker">
        <Link to="/workers" hash={row.pickedBy}>
          {row.pickedBy}
        </Link>
        , heard of <TimeAgo at={row.lastHeartbeat} />
      </span>,
    ]);
  return (
    <>
      <div className={styles.stateLine}>
        <StatusBadge status={workStatus(row)} />
        {row.waiting && <WaitingNote waiting={row.waiting} />}
      </div>
      {row.errorMessage !== null && row.consecutiveFailures > 0 && (
        <p className={styles.lastError}>Failed last: {row.errorMessage}</p>
      )}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {row.command !== null && <Text title="Command" text={row.command} />}
      {row.taskData !== null && <Text title="Data" text={row.taskData} />}
      {!dataShown && <p className="soft">Data and commands are hidden here.</p>}
    </>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title}>
      <h3 className={styles.textTitle}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
