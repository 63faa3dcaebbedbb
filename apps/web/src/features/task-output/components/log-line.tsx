import { memo, type ReactNode, type Ref } from 'react';
import { parseAnsiLine } from '../ansi';
import styles from './output.module.css';

interface LogLineProps {
  ref: Ref<HTMLDivElement> | undefined;
  index: number;
  number: number;
  /** Undefined while it is being read. */
  text: string | undefined;
  search: string;
  /** The address or the search points to it. */
  pointedAt: boolean;
}

export const LogLine = memo(function LogLine({ ref, index, number, text, search, pointedAt }: LogLineProps) {
  return (
    <div ref={ref} data-index={index} className={styles.line} data-pointed={pointedAt || undefined}>
      <a className={styles.number} href={`#L${number}`} data-line={number} tabIndex={-1} aria-label={`Line ${number}`}>
        {number}
      </a>
      <span className={styles.text}>
        {text === undefined ? <span className="soft">…</span> : <LineText text={text} search={search} />}
      </span>
    </div>
  );
});

function LineText({ text, search }: { text: string; search: string }) {
  return parseAnsiLine(text).map((segment, index) => (
    <span key={index} data-ansi={segment.style || undefined}>
      {marked(segment.text, search)}
    </span>
  ));
}

function marked(text: string, search: string): ReactNode {
  if (search === '') return text;
  const pieces: ReactNode[] = [];
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return [...pieces, text.slice(from)];
}
