import type { ReactNode } from 'react';
import styles from './feedback.module.css';

interface EmptyStateProps {
  title: string;
  /** True when it stands for the whole page: the title is its heading then. */
  isPage?: boolean;
  children?: ReactNode;
  /** The first step, as buttons or links. */
  actions?: ReactNode;
}

/** Nothing is here: says what would be, and teaches the first step. */
export function EmptyState({ title, isPage = false, children, actions }: EmptyStateProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className={styles.empty}>
      <Title className={styles.emptyTitle}>{title}</Title>
      {children && <div className={styles.emptyText}>{children}</div>}
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  );
}
