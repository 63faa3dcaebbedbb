import { Skeleton } from '@mantine/core';
import page from './page.module.css';
import styles from './record-page.module.css';

/** The shape of a record page while it is read. */
export function RecordSkeleton({ id }: { id: string }) {
  return (
    <div className={page.page} aria-busy>
      <title>{`${id} · Process Orchestrator`}</title>
      <h1 className={styles.id}>{id}</h1>
      <Skeleton height={16} width="min(100%, 420px)" />
      <Skeleton height={136} radius="md" />
      <Skeleton className={styles.output} radius="md" />
    </div>
  );
}
