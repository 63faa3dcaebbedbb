import type { DefinitionFileProblem } from '@app/api-client';
import { IconFileAlert } from '@tabler/icons-react';
import { TimeAgo } from '../../../shared/time/time-ago';
import styles from './types.module.css';

/** Definition files that are not in use, and every mistake in them. */
export function BrokenFiles({ problems }: { problems: readonly DefinitionFileProblem[] }) {
  return (
    <section className={styles.broken} aria-label="Broken definition files">
      {problems.map(({ file, issues, foundAt }) => (
        <div key={file}>
          <h2>
            <IconFileAlert size={17} aria-hidden /> <span className="mono">{file}</span> is not in use
            <span className={styles.found}>
              found <TimeAgo at={foundAt} />
            </span>
          </h2>
          <ul>
            {issues.map((issue) => (
              <li key={`${issue.line} ${issue.field} ${issue.message}`}>
                {issue.line !== null && <span className="tabular">Line {issue.line}: </span>}
                <span className="mono">{issue.field}</span> {issue.message}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
