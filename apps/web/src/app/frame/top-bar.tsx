import { SearchField } from './search-field';
import { ConnectionState } from './connection-state';
import { DisplayMenu } from './display-menu';
import styles from './frame.module.css';
import { WorkersAlive } from './workers-alive';

export function TopBar() {
  return (
    <header className={styles.top}>
      <SearchField />
      <div className={styles.topEnd}>
        <WorkersAlive />
        <ConnectionState />
        <DisplayMenu />
      </div>
    </header>
  );
}
