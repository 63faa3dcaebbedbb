import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ErrorNotice } from '../../../shared/feedback/error-notice';
import { InSteps } from '../../../shared/feedback/in-steps';
import { formatDuration } from '../../../shared/time/format-duration';
import { runGridQuery } from '../api/get-run-grid';
import { mergeGrid } from '../run-grid';
import { DurationTrend } from './duration-trend';
import styles from './run-grid.module.css';
import { RunGridCellLink } from './run-grid-cell';
import { RunGridHead } from './run-grid-head';
import { moveInGrid } from './move-in-grid';

const PLACEHOLDER = <Skeleton height={96} m={14} width="auto" />;

/** The history of a record: a row for each task, a column for each run, newest first. */
export function RunGrid({ recordId, shownRunId }: { recordId: string; shownRunId: string | null }) {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    runGridQuery(recordId),
  );
  const grid = useMemo(() => mergeGrid(data?.pages ?? []), [data]);
  return (
    <section className={styles.panel} aria-label="History">
      <header className={styles.head}>
        <h2>History</h2>
        <span className={styles.legend}>Newest first; the darker, the longer it took. Arrow keys move.</span>
        {hasNextPage && (
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Older runs
          </Button>
        )}
      </header>
      {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && PLACEHOLDER}
      {grid.columns.length > 0 && (
        <InSteps placeholder={PLACEHOLDER}>
          <div className={styles.frame}>
            <table className={styles.table} aria-label="Tasks by run" onKeyDown={moveInGrid}>
              <thead>
                <tr>
                  <th scope="col" className={styles.corner}>
                    Task
                  </th>
                  <th scope="col" className={styles.trend}>
                    Trend, usual
                  </th>
                  {grid.columns.map((column, index) => (
                    <RunGridHead
                      key={column.runId}
                      recordId={recordId}
                      column={column}
                      longestMs={grid.longestRunMs}
                      shown={column.runId === shownRunId}
                      isEntry={index === 0}
                    />
                  ))}
                </tr>
              </thead>
              <tbody>
                {grid.rows.map((row) => (
                  <tr key={row.taskName}>
                    <th scope="row" className={styles.name} title={row.taskName}>
                      {row.taskName}
                    </th>
                    <td className={styles.trend}>
                      <span>
                        <DurationTrend cells={row.cells} longestMs={row.longestMs} />
                        <span className="soft tabular">{row.usualMs === null ? '–' : formatDuration(row.usualMs)}</span>
                      </span>
                    </td>
                    {grid.columns.map((column, index) => (
                      <RunGridCellLink
                        key={column.runId}
                        recordId={recordId}
                        column={column}
                        cell={row.cells[index]}
                        longestMs={row.longestMs}
                        shown={column.runId === shownRunId}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </InSteps>
      )}
      {data && grid.columns.length === 0 && <p className={styles.none}>Each run becomes a column here.</p>}
    </section>
  );
}
