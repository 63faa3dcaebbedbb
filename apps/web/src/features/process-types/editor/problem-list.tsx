import type { DefinitionIssue } from '@app/api-client';
import { IconAlertTriangle, IconCircleCheck, IconLoader2 } from '@tabler/icons-react';
import { messageOf } from '../../../shared/request/request-error';
import type { CheckResult } from './definition-lint';
import styles from './editor.module.css';

interface ProblemListProps {
  /** What was said of the text; null before the first answer. */
  result: CheckResult | null;
  /** False while the text has changed since. */
  isCurrent: boolean;
  onJump: (problem: DefinitionIssue) => void;
}

/** What is wrong with the text; each problem leads to its line. */
export function ProblemList({ result, isCurrent, onJump }: ProblemListProps) {
  const { problems = [], warnings = [] } = result?.report ?? {};
  const entries = [...problems, ...warnings];
  return (
    <section className={styles.problems} aria-label="Problems">
      <p className={styles.verdict} role="status">
        <Verdict result={result} isCurrent={isCurrent} />
      </p>
      {entries.length > 0 && (
        <ol>
          {entries.map((problem) => (
            <li key={`${problem.line} ${problem.column} ${problem.field} ${problem.message}`}>
              <button type="button" onClick={() => onJump(problem)}>
                <span className="tabular nowrap">Line {problem.line ?? 1}</span>
                <span>
                  <span className="mono">{problem.field}</span> {warnings.includes(problem) && 'Warning: '}
                  {problem.message}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Verdict({ result, isCurrent }: Pick<ProblemListProps, 'result' | 'isCurrent'>) {
  if (result === null || !isCurrent)
    return (
      <>
        <IconLoader2 size={16} aria-hidden /> Checking…
      </>
    );
  if (result.report === null)
    return (
      <>
        <IconAlertTriangle size={16} aria-hidden /> Could not be checked: {messageOf(result.error)}
      </>
    );
  const count = result.report.problems.length;
  const warned = result.report.warnings.length;
  if (count === 0)
    return (
      <>
        <IconCircleCheck size={16} aria-hidden data-good /> No problems
        {warned > 0 && (warned === 1 ? ', 1 warning' : `, ${warned} warnings`)}
      </>
    );
  return (
    <>
      <IconAlertTriangle size={16} aria-hidden data-bad /> {count === 1 ? '1 problem' : `${count} problems`}
    </>
  );
}
