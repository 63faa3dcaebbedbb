import type { MouseEvent } from 'react';
import styles from './select-box.module.css';

interface SelectBoxProps {
  label: string;
  checked: boolean;
  /** Some, but not all of what it stands for. */
  partly?: boolean;
  onToggle: (range: boolean) => void;
}

/** The checkbox that selects a row, or all; with Shift it selects a range. */
export function SelectBox({ label, checked, partly = false, onToggle }: SelectBoxProps) {
  return (
    <label className={styles.hit}>
      <input
        type="checkbox"
        className={styles.box}
        aria-label={label}
        ref={(box) => {
          if (box) box.indeterminate = partly;
        }}
        checked={checked}
        onChange={() => undefined}
        onClick={(event: MouseEvent) => onToggle(event.shiftKey)}
      />
    </label>
  );
}
