import type { Overlay } from '../commands/overlays';
import { SearchField } from './search-field';
import { ConnectionState } from './connection-state';
import { DisplayMenu } from './display-menu';
import styles from './frame.module.css';
import { PaletteButton } from './palette-button';
import { WorkersAlive } from './workers-alive';

export function TopBar({ onOpen }: { onOpen: (overlay: Overlay) => void }) {
  return (
    <header className={styles.top}>
      <SearchField />
      <PaletteButton onOpen={() => onOpen('palette')} />
      <div className={styles.topEnd}>
        <WorkersAlive />
        <ConnectionState />
        <DisplayMenu onOpenKeys={() => onOpen('keys')} />
      </div>
    </header>
  );
}
