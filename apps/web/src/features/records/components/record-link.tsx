import { Link } from '@tanstack/react-router';
import styles from './record.module.css';

/** The id of a record, linking to its page. */
export function RecordLink({ id }: { id: string }) {
  return (
    <Link to="/processes/$id" params={{ id }} className={styles.recordLink} title={id}>
      {id}
    </Link>
  );
}
