import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import styles from './page.module.css';

/** A page that could not be drawn, or whose code could not be loaded. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <div className={styles.page}>
      <ErrorNotice title="This page could not be shown." error={error} onRetry={reset} />
    </div>
  );
}
