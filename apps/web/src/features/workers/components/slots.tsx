import styles from './workers.module.css';

/** How many of a worker's slots are in use: a bar and the numbers. */
export function Slots({ running, of }: { running: number; of: number }) {
  return (
    <span className={styles.slots} title="Commands that it runs, of those that it can run at once">
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ width: `${(100 * Math.min(running, of)) / Math.max(1, of)}%` }} />
      </span>
      <span className="tabular nowrap">
        {running} of {of} slots
      </span>
    </span>
  );
}
