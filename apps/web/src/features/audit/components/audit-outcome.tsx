import type { AuditOutcome } from '@app/api-client';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconCircleX, type TablerIcon } from '@tabler/icons-react';
import { OUTCOME_WORDS } from '../audit-filter';
import styles from './audit.module.css';

const ICONS: Readonly<Record<AuditOutcome, TablerIcon>> = {
  DONE: IconCircleCheck,
  REFUSED: IconCircleX,
  DENIED: IconBan,
  FAILED: IconAlertTriangle,
};
const HINTS: Readonly<Record<AuditOutcome, string>> = {
  DONE: 'It was done',
  REFUSED: 'The request did not fit: nothing was changed',
  DENIED: 'Not for whoever asked: nothing was changed',
  FAILED: 'The product could not do it',
};

/** How it ended, by colour, shape and word. */
export function AuditOutcomeBadge({ outcome }: { outcome: AuditOutcome }) {
  const Icon = ICONS[outcome];
  return (
    <span className={styles.outcome} data-outcome={outcome} title={HINTS[outcome]}>
      <Icon size={15} aria-hidden />
      {OUTCOME_WORDS[outcome]}
    </span>
  );
}
