import type { Task } from '@app/api-client';
import { useQuery } from '@tanstack/react-query';
import { plainText } from '../ansi/parse-line';
import { PLAIN } from '../ansi/text-style';
import { logTailQuery } from '../api/get-log';
import styles from './output.module.css';

const LINES = 3;

/** The last lines that a task printed in its last attempt. */
export function LastLines({ task }: { task: Task }) {
  const attempt = task.attempts.at(-1)?.attempt;
  const { data } = useQuery({ ...logTailQuery(task.id, attempt ?? 0), enabled: attempt !== undefined });
  const lines =
    data?.lines
      .map((line) => plainText(line, PLAIN))
      .filter((line) => line.trim() !== '')
      .slice(-LINES) ?? [];
  if (lines.length === 0) return null;
  return <pre className={styles.lastLines}>{lines.join('\n')}</pre>;
}
