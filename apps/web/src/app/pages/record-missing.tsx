import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/feedback/empty-state';

/** The record or run of the address does not exist, or no longer does. */
export function RecordMissing({ id, what }: { id: string; what: 'process' | 'run' }) {
  return (
    <>
      <title>Not found · Process Orchestrator</title>
      {what === 'process' ? (
        <EmptyState isPage title={`There is no process “${id}”`} actions={<Link to="/processes">All processes</Link>}>
          It may have been deleted.
        </EmptyState>
      ) : (
        <EmptyState
          isPage
          title={`This run of “${id}” does not exist`}
          actions={
            <Link to="/processes/$id" params={{ id }}>
              Its latest run
            </Link>
          }
        >
          Old runs are removed after a while.
        </EmptyState>
      )}
    </>
  );
}
