import type { TaskDetails } from '@app/api-client';
import { CopyButton } from '../../../shared/text/copy-button';
import { policyWords } from '../policy-words';
import { CopyShellCommand } from './copy-shell-command';
import styles from './tasks.module.css';

/** What a task runs, where, and how its failures are treated. */
export function TaskCommand({ task }: { task: TaskDetails }) {
  return (
    <section className={styles.panel} aria-label="Command">
      <div className={styles.panelHead}>
        <h2>Command</h2>
        <CopyShellCommand task={task} />
      </div>
      <div className={styles.command}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{task.command}</pre>
        <CopyButton text={task.command} what="command" />
      </div>
      <dl className={styles.values}>
        <div>
          <dt>Folder</dt>
          <dd>
            {task.workingDirectory === null ? (
              'the worker’s own'
            ) : (
              <span className="mono">{task.workingDirectory}</span>
            )}
          </dd>
        </div>
        {policyWords(task).map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
