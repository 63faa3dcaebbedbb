import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { recordQuery } from '../../features/records/api/get-record';
import { runQuery } from '../../features/runs/api/get-run';
import { runListQuery } from '../../features/runs/api/list-runs';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import { InSteps } from '../../shared/feedback/in-steps';
import page from './page.module.css';
import { RecordMissing } from './record-missing';
import { RecordSkeleton } from './record-skeleton';
import { RecordView } from './record-view';
import { isNotFound } from '../../shared/request/request-error';

const recordRoute = getRouteApi('/processes/$id');
const runRoute = getRouteApi('/processes/$id/runs/$runId');

/** A process record with its latest run. */
export function RecordPage() {
  const { id } = recordRoute.useParams();
  const selection = recordRoute.useSearch();
  const { data, error, refetch } = useQuery(recordQuery(id));
  const { data: runs, isPending: areRunsPending } = useInfiniteQuery(runListQuery(id));
  if (data === null || isNotFound(error)) return <RecordMissing id={id} what="process" />;
  if (error && data === undefined) return <PageFailure error={error} onRetry={() => void refetch()} />;
  // Whichever of the two is first: the run's parts would push the others down a moment later.
  if (data === undefined || (areRunsPending && data.process.latestRunId !== null)) return <RecordSkeleton id={id} />;
  const { process: record, tasks } = data;
  const run = runs?.pages[0]?.rows.find((one) => one.id === record.latestRunId);
  return (
    <InSteps placeholder={<RecordSkeleton id={id} />}>
      <RecordView record={record} run={run} tasks={tasks} selection={selection} isLatest />
    </InSteps>
  );
}

/** A process record with one of its runs. */
export function RunPage() {
  const { id, runId } = runRoute.useParams();
  const selection = runRoute.useSearch();
  const record = useQuery(recordQuery(id));
  const run = useQuery(runQuery(id, runId));
  const error = record.error ?? run.error;
  if (record.data === null || isNotFound(record.error)) return <RecordMissing id={id} what="process" />;
  if (isNotFound(run.error) || (run.data && run.data.processRecordId !== id))
    return <RecordMissing id={id} what="run" />;
  if (error && (record.data === undefined || run.data === undefined))
    return <PageFailure error={error} onRetry={() => void Promise.all([record.refetch(), run.refetch()])} />;
  if (record.data === undefined || run.data === undefined) return <RecordSkeleton id={id} />;
  return (
    <InSteps placeholder={<RecordSkeleton id={id} />}>
      <RecordView
        record={record.data.process}
        run={run.data}
        tasks={run.data.tasks}
        selection={selection}
        isLatest={record.data.process.latestRunId === runId}
      />
    </InSteps>
  );
}

function PageFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className={page.page}>
      <ErrorNotice error={error} onRetry={onRetry} />
    </div>
  );
}
