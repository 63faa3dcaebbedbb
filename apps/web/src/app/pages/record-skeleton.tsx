import { Skeleton } from '@mantine/core';
import page from './page.module.css';
import styles from './record-page.module.css';

/** The shape of a record page while it is read. */
export function RecordSkeleton({ id }: { id: string }) {
  return (
    <div className={page.page} aria-busy>
      <title>{`${id} · Process Orchestrator`}</title>
      <h1 className={styles.id}>{id}</h1>
      <div className={styles.columns}>
        <Skeleton height={220} radius="md" className={styles.tasks} />
        <Skeleton height={420} radius="md" className={styles.output} />
      </div>
    </div>
  );
}
