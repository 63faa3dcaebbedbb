import type { Worker } from '@app/api-client';
import { EmptyState } from '../../../shared/feedback/empty-state';
import { PlainTable } from '../../../shared/table/plain-table';
import { TimeAgo } from '../../../shared/time/time-ago';
import { WorkerState } from './worker-state';
import styles from './workers.module.css';

/** The processes that run commands. */
export function WorkerTable({ workers }: { workers: readonly Worker[] }) {
  if (workers.length === 0)
    return (
      <EmptyState title="No worker has reported">
        Workers run the commands. The launcher starts them by itself; otherwise start one that uses the same database.
      </EmptyState>
    );
  return (
    <PlainTable
      label="Workers"
      head={['Worker', 'State', 'Slots in use', 'Heartbeat', 'Isolation', 'Host', 'Process', 'Started']}
    >
      {workers.map((worker) => (
        <tr key={worker.id}>
          <th scope="row" className="mono">
            {worker.id}
          </th>
          <td>
            <WorkerState worker={worker} />
          </td>
          <td>
            <Slots running={worker.running} of={worker.concurrency} />
          </td>
          <td>
            <TimeAgo at={worker.lastHeartbeatAt} />
          </td>
          <td>{worker.isolation}</td>
          <td>{worker.host}</td>
          <td className="tabular">{worker.pid}</td>
          <td>
            <TimeAgo at={worker.startedAt} />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

function Slots({ running, of }: { running: number; of: number }) {
  return (
    <span className={styles.slots}>
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ width: `${(100 * running) / Math.max(1, of)}%` }} />
      </span>
      <span className="tabular">
        {running} of {of}
      </span>
    </span>
  );
}
