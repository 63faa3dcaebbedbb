import {
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconLinkOff,
  IconLoader2,
  IconMinus,
  IconRefresh,
  IconSquareFilled,
  type TablerIcon,
} from '@tabler/icons-react';
import type { StatusTone } from './display-status';
import styles from './status.module.css';
import './status.css';

const ICONS: Record<StatusTone, TablerIcon> = {
  pending: IconCircle,
  running: IconLoader2,
  completed: IconCircleCheckFilled,
  failed: IconCircleXFilled,
  stopped: IconSquareFilled,
  skipped: IconMinus,
  notrun: IconCircleDashed,
  retrying: IconRefresh,
  lost: IconLinkOff,
};

interface StatusIconProps {
  tone: StatusTone;
  size?: number;
  /** Names the status rather than saying that something is in it now: nothing turns. */
  still?: boolean;
}

/** The shape of a status in its colour; decorative, so always beside its word or inside something labelled. */
export function StatusIcon({ tone, size = 15, still = false }: StatusIconProps) {
  const Icon = ICONS[tone];
  return (
    <Icon
      aria-hidden
      size={tone === 'stopped' ? size - 3 : size}
      stroke={2.2}
      className={styles.icon}
      data-tone={tone}
      data-still={still || undefined}
      style={{ color: `var(--status-${tone})` }}
    />
  );
}
