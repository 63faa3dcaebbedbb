import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../shared/feedback/empty-state';

export function NotFoundPage() {
  return (
    <>
      <title>Page not found · Process Orchestrator</title>
      <EmptyState isPage title="There is no page at this address" actions={<Link to="/">Go to the overview</Link>} />
    </>
  );
}
