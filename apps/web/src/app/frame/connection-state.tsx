import { ActionIcon } from '@mantine/core';
import {
  IconBolt,
  IconBoltOff,
  IconPlayerPause,
  IconPlugConnectedX,
  IconRefresh,
  IconReload,
  type TablerIcon,
} from '@tabler/icons-react';
import type { LiveState } from '../live/live-connection';
import { useLive } from '../live/live-provider';
import styles from './frame.module.css';

interface Look {
  readonly word: string;
  readonly title: string;
  readonly icon: TablerIcon;
}

function look(state: LiveState): Look {
  switch (state) {
    case 'connecting':
      return { word: 'Connecting', title: 'Opening the stream of changes', icon: IconBolt };
    case 'live':
      return { word: 'Live', title: 'Changes show at once', icon: IconBolt };
    case 'reconnecting':
      return { word: 'Reconnecting', title: 'The stream of changes was lost', icon: IconReload };
    case 'polling':
      return {
        word: 'Polling',
        title: 'The stream of changes is away: reading again every 5 seconds',
        icon: IconBoltOff,
      };
    case 'offline':
      return {
        word: 'Offline',
        title: 'The server does not answer: what is shown may be out of date. It is asked again every 5 seconds',
        icon: IconPlugConnectedX,
      };
    case 'paused':
      return { word: 'Paused', title: 'Resting while the page is in the background', icon: IconPlayerPause };
    default: {
      const unknown: never = state;
      throw new TypeError(`unknown state ${String(unknown)}`);
    }
  }
}

/** Whether what is on screen is live, and a button that reads it again now. */
export function ConnectionState() {
  const { state, refreshNow } = useLive();
  const { word, title, icon: Icon } = look(state);
  return (
    <>
      <span className={styles.chip} data-live={state} title={title} role="status">
        <Icon size={15} aria-hidden />
        <span className={styles.wide}>{word}</span>
      </span>
      <ActionIcon variant="subtle" color="gray" aria-label="Refresh now" title="Refresh now" onClick={refreshNow}>
        <IconRefresh size={17} />
      </ActionIcon>
    </>
  );
}
