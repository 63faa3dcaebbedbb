import { memo, type ReactNode } from 'react';
import { parseLine } from '../ansi/parse-line';
import type { TextStyle } from '../ansi/text-style';
import { AnsiText } from './ansi-text';
import styles from './output.module.css';

interface LogLineProps {
  row: number;
  number: number;
  /** Undefined while it is being read. */
  text: string | undefined;
  /** The look in which it begins. */
  style: TextStyle;
  search: string;
  /** The address or the search points to it. */
  pointedAt: boolean;
  /** Stands behind the text, or in its place: what a line offers that is longer than its text. */
  rest: ReactNode;
  /** The rest takes the place of the text. */
  whole: boolean;
}

export const LogLine = memo(function LogLine(props: LogLineProps) {
  const { row, number, text, style, search, pointedAt, rest, whole } = props;
  return (
    <div data-row={row} className={styles.line} data-pointed={pointedAt || undefined} data-whole={whole || undefined}>
      <a className={styles.number} href={`#L${number}`} data-line={number} tabIndex={-1} aria-label={`Line ${number}`}>
        {number}
      </a>
      <span className={styles.text}>
        {!whole &&
          (text === undefined ? (
            <span className="soft">…</span>
          ) : (
            <AnsiText segments={parseLine(text, style).segments} search={search} />
          ))}
        {rest}
      </span>
    </div>
  );
});
