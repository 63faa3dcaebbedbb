import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { messageOf, RequestError } from '../request/request-error';
import styles from './feedback.module.css';

interface ErrorNoticeProps {
  error: unknown;
  title?: string;
  /** What there is to say besides. */
  children?: ReactNode;
  onRetry?: () => void;
  retryLabel?: string;
  onDismiss?: () => void;
}

/** Says in place what went wrong, and offers to try again or to put the notice away. */
export function ErrorNotice({
  error,
  title,
  children,
  onRetry,
  retryLabel = 'Try again',
  onDismiss,
}: ErrorNoticeProps) {
  const requestId = error instanceof RequestError ? error.requestId : undefined;
  return (
    <div className={styles.error} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div className={styles.errorText}>
        {title && <strong>{title} </strong>}
        {messageOf(error)}
        {children}
        {requestId && <div className="soft mono">Request {requestId}</div>}
      </div>
      {onRetry && (
        <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
          {retryLabel}
        </Button>
      )}
      {onDismiss && <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} />}
    </div>
  );
}
