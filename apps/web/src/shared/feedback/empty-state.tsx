import type { ReactNode } from 'react';
import styles from './feedback.module.css';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** The first step, as buttons or links. */
  actions?: ReactNode;
}

/** Nothing is here: says what would be, and teaches the first step. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {children && <div className={styles.emptyText}>{children}</div>}
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  );
}
