import { Kbd } from '@mantine/core';
import styles from './key-caps.module.css';
import { keyCaps } from './key-words';

/** The keys of a command, drawn as caps. */
export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className={styles.caps}>
      {keyCaps(keys).map((cap, index) => (
        <Kbd key={`${index} ${cap}`} size="xs">
          {cap}
        </Kbd>
      ))}
    </span>
  );
}
