import type { ProcessRun } from '@app/api-client';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { StatusBadge } from '../../../shared/status/status-badge';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import { Duration } from '../../../shared/time/duration';
import { TimeAgo } from '../../../shared/time/time-ago';
import { runListQuery } from '../api/list-runs';
import { triggerWords } from '../trigger-words';
import styles from './runs.module.css';

/** The history of a record: its runs, newest first. */
export function RunList({ recordId, shownRunId }: { recordId: string; shownRunId: string | null }) {
  useRowCommands();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    runListQuery(recordId),
  );
  const runs = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className={styles.panel} aria-label="Runs">
      <h2 className={styles.panelTitle}>
        Runs {data && <span className="soft tabular">{data.pages[0]?.total.toLocaleString('en')}</span>}
      </h2>
      {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={12} m={14} width="60%" />}
      {data && runs.length === 0 && <p className={styles.none}>Not run yet. Start makes the first run.</p>}
      {runs.length > 0 && (
        <ul className={styles.runs}>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} shown={run.id === shownRunId} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          m={8}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show older runs
        </Button>
      )}
    </section>
  );
}

function RunRow({ run, shown }: { run: ProcessRun; shown: boolean }) {
  return (
    <li className={styles.run} data-row={run.id} data-selected={shown || undefined}>
      <Link
        to="/processes/$id/runs/$runId"
        params={{ id: run.processRecordId, runId: run.id }}
        className={styles.runLink}
        aria-current={shown || undefined}
      >
        <span className={styles.runNumber}>{run.runNumber}</span>
        <StatusBadge status={run.status} />
        <span className={styles.runDuration}>
          <Duration from={run.startedAt} to={run.completedAt} />
        </span>
        <TimeAgo at={run.startedAt} />
        <span className={styles.runBy}>{triggerWords(run)}</span>
      </Link>
    </li>
  );
}
