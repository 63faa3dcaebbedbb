import type { TaskDefinition, TaskSecret } from '@app/api-client';
import { CopyButton } from '../../../shared/text/copy-button';
import { formatDuration } from '../../../shared/time/format-duration';
import styles from './types.module.css';

/** One task of a type: its command, and what happens when it fails. */
export function TaskDefinitionItem({ task }: { task: TaskDefinition }) {
  const env = Object.entries(task.env);
  return (
    <li className={styles.task}>
      <div className={styles.taskHead}>
        <strong>{task.name}</strong>
        <span className={styles.policy}>{policyWords(task).join(' · ')}</span>
      </div>
      {task.description && <p className={styles.taskText}>{task.description}</p>}
      <div className={styles.command}>
        <pre>{task.command}</pre>
        <CopyButton text={task.command} what="command" />
      </div>
      {task.workingDirectory && (
        <p className={styles.taskText}>
          in <span className="mono">{task.workingDirectory}</span>
        </p>
      )}
      {env.length > 0 && (
        <p className={`${styles.taskText} mono`}>{env.map(([name, value]) => `${name}=${value}`).join(' ')}</p>
      )}
      {task.secrets.length > 0 && <p className={styles.taskText}>gets {task.secrets.map(secretWords).join(', ')}</p>}
    </li>
  );
}

function secretWords({ name, as, variable }: TaskSecret): string {
  const where = as === 'file' ? `the file named by ${variable}` : variable;
  return `the secret ${name} in ${where}`;
}

function policyWords(task: TaskDefinition): string[] {
  const words: string[] = [];
  words.push(task.timeoutSeconds === null ? 'no time limit' : `at most ${formatDuration(task.timeoutSeconds * 1000)}`);
  if (task.maxRetries > 0) {
    const delay = formatDuration(task.retryDelaySeconds * 1000);
    const growth = task.backoff === 'exponential' ? ', doubling' : '';
    words.push(`${task.maxRetries} ${task.maxRetries === 1 ? 'retry' : 'retries'} after ${delay}${growth}`);
    if (task.onWorkerLost === 'fail') words.push('fails when its worker is lost');
  } else {
    words.push('no retries');
  }
  if (task.continueOnFailure) words.push('the run goes on when it fails');
  return words;
}
