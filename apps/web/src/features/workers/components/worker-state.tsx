import type { Worker } from '@app/api-client';
import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconLinkOff,
  IconLogout,
  IconSquareFilled,
  type TablerIcon,
} from '@tabler/icons-react';
import type { StatusTone } from '../../../shared/status/display-status';
import { type WorkerLife, workerLife } from '../worker-life';
import styles from './workers.module.css';

interface Look {
  readonly word: string;
  readonly tone: StatusTone;
  readonly icon: TablerIcon;
}

const LOOKS: Record<WorkerLife, Look> = {
  alive: { word: 'Alive', tone: 'completed', icon: IconCircleCheckFilled },
  degraded: { word: 'Degraded', tone: 'stopped', icon: IconAlertTriangle },
  draining: { word: 'Draining', tone: 'stopped', icon: IconLogout },
  stopped: { word: 'Stopped', tone: 'skipped', icon: IconSquareFilled },
  lost: { word: 'Lost', tone: 'lost', icon: IconLinkOff },
};

/** Whether a worker takes work, suffers from something, is about to stop, has stopped, or was lost. */
export function WorkerState({ worker }: { worker: Worker }) {
  const { word, tone, icon: Icon } = LOOKS[workerLife(worker)];
  return (
    <span className={styles.state} style={{ color: `var(--status-${tone})`, background: `var(--status-${tone}-tint)` }}>
      <Icon size={14} aria-hidden /> {word}
    </span>
  );
}
