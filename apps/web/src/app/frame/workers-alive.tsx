import { IconCpu } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { statisticsQuery } from '../../features/statistics/api/get-statistics';
import styles from './frame.module.css';

/** How many workers are alive; without any, nothing runs, and that is said. */
export function WorkersAlive() {
  const { data } = useQuery(statisticsQuery());
  if (data === undefined) return null;
  const { workersAlive } = data;
  return (
    <Link
      to="/workers"
      className={styles.chip}
      data-alarm={workersAlive === 0 || undefined}
      title={workersAlive === 0 ? 'No worker is alive: nothing can run' : 'Workers that are alive'}
    >
      <IconCpu size={15} aria-hidden />
      <span className="tabular">
        {workersAlive} <span className={styles.wide}>{workersAlive === 1 ? 'worker' : 'workers'}</span>
      </span>
    </Link>
  );
}
