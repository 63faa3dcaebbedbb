import type { TaskLogMissing } from '@app/api-client';
import { IconAlertTriangle } from '@tabler/icons-react';
import { missingWords } from '../missing-words';
import styles from './output.module.css';

/** Stands where a part of the output is not there, and says why. */
export function MissingRow({ row, missing }: { row: number; missing: TaskLogMissing }) {
  return (
    <div data-row={row} className={styles.missing} role="note">
      <IconAlertTriangle size={14} aria-hidden />
      <span>{missingWords(missing)}</span>
    </div>
  );
}
