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
import styles from './workers.module.css';

interface Look {
  readonly word: string;
  readonly tone: StatusTone;
  readonly icon: TablerIcon;
}

/** Whether a worker takes work, suffers from something (its title says what), is about to stop, has stopped, or was lost. */
export function WorkerState({ worker }: { worker: Worker }) {
  const { word, tone, icon: Icon } = look(worker);
  return (
    <span className={styles.state} title={worker.degraded ?? undefined} style={{ color: `var(--status-${tone})` }}>
      <Icon size={15} aria-hidden /> {word}
    </span>
  );
}

function look(worker: Worker): Look {
  if (worker.stoppedAt !== null) return { word: 'Stopped', tone: 'skipped', icon: IconSquareFilled };
  if (!worker.alive) return { word: 'Lost', tone: 'lost', icon: IconLinkOff };
  if (worker.draining) return { word: 'Draining', tone: 'stopped', icon: IconLogout };
  if (worker.degraded !== null) return { word: 'Degraded', tone: 'stopped', icon: IconAlertTriangle };
  return { word: 'Alive', tone: 'completed', icon: IconCircleCheckFilled };
}
