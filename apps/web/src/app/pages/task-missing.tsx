import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/feedback/empty-state';

/** The task of the address does not exist, or no longer does. */
export function TaskMissing() {
  return (
    <>
      <title>Not found · Process Orchestrator</title>
      <EmptyState isPage title="This task does not exist" actions={<Link to="/processes">All processes</Link>}>
        Old runs are removed after a while, and their tasks with them.
      </EmptyState>
    </>
  );
}
