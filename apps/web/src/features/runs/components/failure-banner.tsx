import type { ProcessRun, Task } from '@app/api-client';
import { IconCircleXFilled } from '@tabler/icons-react';
import { failureSentence, lastLines } from '../run-failure';
import styles from './runs.module.css';

const LINES = 3;

/** Why the run failed, with the last lines that the failing task printed. */
export function FailureBanner({
  run,
  tasks,
}: {
  run: Pick<ProcessRun, 'status' | 'errorMessage'>;
  tasks: readonly Task[];
}) {
  const sentence = failureSentence(run, tasks);
  if (sentence === null) return null;
  const lines = lastLines(tasks, LINES);
  return (
    <div className={styles.failure}>
      <IconCircleXFilled size={18} aria-hidden />
      <div className={styles.failureText}>
        <strong>{sentence}</strong>
        {lines.length > 0 && <pre>{lines.join('\n')}</pre>}
      </div>
    </div>
  );
}
