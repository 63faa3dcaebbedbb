import type { CSSProperties, ReactNode } from 'react';
import { type DisplayStatus, statusLook } from './display-status';
import styles from './status.module.css';
import { StatusIcon } from './status-icon';

interface StatusBadgeProps {
  status: DisplayStatus;
  size?: 'normal' | 'large';
  /** Said after the word, e.g. `3/10`. */
  detail?: ReactNode;
}

/** The one way a status is shown: colour, shape and word together. */
export function StatusBadge({ status, size = 'normal', detail }: StatusBadgeProps) {
  const { word, tone } = statusLook(status);
  const colors = { '--tone': `var(--status-${tone})`, '--tint': `var(--status-${tone}-tint)` } as CSSProperties;
  return (
    <span className={`${styles.badge} ${size === 'large' ? styles.large : ''}`} style={colors} data-status={status}>
      <StatusIcon tone={tone} size={size === 'large' ? 17 : 15} />
      {word}
      {detail !== undefined && <span>{detail}</span>}
    </span>
  );
}
