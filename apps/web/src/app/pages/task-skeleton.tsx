import { Skeleton } from '@mantine/core';
import page from './page.module.css';
import styles from './task-page.module.css';

/** The shape of a task page while it is read. */
export function TaskSkeleton() {
  return (
    <div className={page.filled} aria-busy>
      <title>Task · Process Orchestrator</title>
      <Skeleton height={12} width={240} />
      <Skeleton height={24} width={320} />
      <Skeleton height={74} radius="md" />
      <div className={styles.columns}>
        <Skeleton height="100%" radius="md" className={styles.output} />
        <Skeleton height={300} radius="md" className={styles.side} />
      </div>
    </div>
  );
}
