import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { KeyCaps } from '../../shared/commands/key-caps';
import styles from './frame.module.css';

/** Opens the command palette for whoever does not know its keys yet, and shows them. */
export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <UnstyledButton className={styles.chip} title="Find or do anything" onClick={onOpen}>
      <IconCommand size={16} aria-hidden className={styles.narrow} />
      <VisuallyHidden>Find or do anything </VisuallyHidden>
      <span className={styles.wide}>
        <KeyCaps keys="mod+k" />
      </span>
    </UnstyledButton>
  );
}
