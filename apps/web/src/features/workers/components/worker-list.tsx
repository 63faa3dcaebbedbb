import type { Worker } from '@app/api-client';
import { useRowCommands } from '../../../shared/table/use-row-commands';
import { WorkerItem } from './worker-item';
import styles from './workers.module.css';

interface WorkerListProps {
  workers: readonly Worker[];
  /** Id of the worker that the address points to. */
  target: string;
}

/** The processes that run commands: those that live, and apart from them those that ended lately. */
export function WorkerList({ workers, target }: WorkerListProps) {
  useRowCommands();
  const gone = workers.filter(({ alive }) => !alive);
  return (
    <>
      <Group workers={workers.filter(({ alive }) => alive)} label="Alive" target={target} />
      {gone.length > 0 && (
        <section className={styles.group} aria-labelledby="gone-title">
          <h2 id="gone-title">Gone in the last hour</h2>
          <Group workers={gone} label="Gone" target={target} />
        </section>
      )}
    </>
  );
}

function Group({ workers, label, target }: WorkerListProps & { label: string }) {
  if (workers.length === 0) return null;
  return (
    <ul className={styles.workers} aria-label={label}>
      {workers.map((worker) => (
        <WorkerItem key={worker.id} worker={worker} isTarget={worker.id === target} />
      ))}
    </ul>
  );
}
