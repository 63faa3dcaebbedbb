import type { ScheduledTask } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { StatusBadge } from '../../../shared/status/status-badge';
import type { Column } from '../../../shared/table/column';
import { TimeAgo } from '../../../shared/time/time-ago';
import { workRowKey } from '../api/list-work';
import type { WorkListSearch } from '../api/work-list-filter';
import { workStatus, workTitle } from '../work-words';
import { RunNowButton } from './run-now-button';
import styles from './work-list.module.css';

interface ColumnParts {
  readonly search: WorkListSearch;
  readonly actionsAllowed: boolean;
}

/** The columns of the work list on a wide screen. */
export function workColumns({ search, actionsAllowed }: ColumnParts): Column<ScheduledTask>[] {
  return [
    {
      key: 'what',
      header: 'What',
      width: 260,
      cell: (row) => <OpenRow row={row} search={search} />,
      leads: () => true,
    },
    {
      key: 'name',
      header: 'Name',
      width: 156,
      leaveOut: 4,
      cell: (row) => <span className="mono">{row.taskName}</span>,
    },
    { key: 'state', header: 'State', width: 134, cell: (row) => <StatusBadge status={workStatus(row)} /> },
    { key: 'due', header: 'Due', width: 90, cell: (row) => <TimeAgo at={row.executionTime} /> },
    {
      key: 'failures',
      header: 'Failures',
      width: 76,
      leaveOut: 5,
      align: 'end',
      cell: (row) => <span className="tabular">{row.consecutiveFailures || <span className="soft">–</span>}</span>,
    },
    {
      key: 'success',
      header: 'Last success',
      width: 100,
      leaveOut: 2,
      cell: (row) => <TimeAgo at={row.lastSuccess} />,
    },
    {
      key: 'failure',
      header: 'Last failure',
      width: 100,
      leaveOut: 3,
      cell: (row) => <TimeAgo at={row.lastFailure} />,
    },
    {
      key: 'worker',
      header: 'Worker',
      width: 130,
      leaveOut: 1,
      cell: ({ pickedBy }) =>
        pickedBy === null ? (
          <span className="soft">–</span>
        ) : (
          <Link to="/workers" hash={pickedBy} className={styles.worker} title={pickedBy}>
            {pickedBy}
          </Link>
        ),
    },
    ...(actionsAllowed
      ? [{ key: 'actions', header: 'Run', width: 56, cell: (row: ScheduledTask) => <RunNowButton row={row} /> }]
      : []),
  ];
}

/** The same on a phone: one column of cards. */
export function workCardColumns({ search, actionsAllowed }: ColumnParts): Column<ScheduledTask>[] {
  return [
    {
      key: 'card',
      header: 'What',
      width: 320,
      fullWidth: true,
      cell: (row) => (
        <span className={styles.card}>
          <OpenRow row={row} search={search} />
          <StatusBadge status={workStatus(row)} />
          <span className={styles.cardFacts}>
            <span className="mono">{row.taskName}</span>
            <TimeAgo at={row.executionTime} />
          </span>
          {actionsAllowed && <RunNowButton row={row} />}
        </span>
      ),
    },
  ];
}

function OpenRow({ row, search }: { row: ScheduledTask; search: WorkListSearch }) {
  return (
    <Link
      to="/scheduled-tasks"
      search={{ ...search, row: workRowKey(row) }}
      className={styles.open}
      title={row.taskInstance}
    >
      {workTitle(row)}
    </Link>
  );
}
