import { EmptyState } from '../../../shared/feedback/empty-state';
import { CopyButton } from '../../../shared/text/copy-button';
import styles from './workers.module.css';

const COMMANDS: readonly { readonly when: string; readonly command: string }[] = [
  { when: 'Everything on one machine', command: 'npm start' },
  {
    when: 'One more worker, on any machine that reaches the database',
    command: 'DATABASE_URL=postgres://… node dist/apps/worker/src/main.js',
  },
];

/** Nothing can run: says what that means, and how a worker is started. */
export function NoWorker({ waiting }: { waiting: number | undefined }) {
  return (
    <div className={styles.none}>
      <EmptyState title="No live worker">
        <p>
          Workers run the commands. Until one is alive every run waits
          {waiting !== undefined &&
            waiting > 0 &&
            ` (${waiting.toLocaleString('en')} ${waiting === 1 ? 'step does' : 'steps do'} now)`}
          ; nothing gets lost. Start one:
        </p>
        <dl className={styles.commands}>
          {COMMANDS.map(({ when, command }) => (
            <div key={command}>
              <dt>{when}</dt>
              <dd>
                <code>{command}</code>
                <CopyButton text={command} what="command" />
              </dd>
            </div>
          ))}
        </dl>
      </EmptyState>
    </div>
  );
}
