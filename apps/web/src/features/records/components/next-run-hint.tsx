import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { runPreviewQuery } from '../api/preview-run';
import { changeWords } from './next-run-words';
import styles from './record-header.module.css';

/** What a start would do otherwise than the last run did, or why it would be refused; nothing when there is nothing. */
export function NextRunHint({ recordId }: { recordId: string }) {
  const { data } = useQuery(runPreviewQuery(recordId, 'start'));
  if (data === undefined) return null;
  const words = data.refusal ?? changeWords(data);
  if (words === null) return null;
  return (
    <p className={styles.hint}>
      <IconInfoCircle size={15} aria-hidden />
      <span>
        Next start: {words}
        {data.issues.map(({ field, message }) => (
          <span key={field}>
            {' '}
            <code>{field}</code> {message}
          </span>
        ))}
      </span>
    </p>
  );
}
