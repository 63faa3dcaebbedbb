import { Link } from '@tanstack/react-router';
import type { RecordFilter } from '../api/record-filter';
import styles from './digest.module.css';

interface DigestTitleProps {
  text: string;
  /** Records that the short list leaves out. */
  more: number;
  /** The list that has them all. */
  filter: RecordFilter;
}

/** The title of a short list, with a way to the whole one. */
export function DigestTitle({ text, more, filter }: DigestTitleProps) {
  return (
    <h2 className={styles.title}>
      {text}
      {more > 0 && (
        <Link to="/processes" search={{ ...filter }} className={styles.more}>
          {more.toLocaleString('en')} more
        </Link>
      )}
    </h2>
  );
}
