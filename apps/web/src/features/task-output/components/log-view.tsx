import { IconArrowDown } from '@tabler/icons-react';
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { PLAIN } from '../ansi/text-style';
import type { LineRange } from '../line-range';
import { LogRows } from '../log-rows';
import type { LogSource } from '../log-source';
import { LogLine } from './log-line';
import { MissingRow } from './missing-row';
import styles from './output.module.css';
import { useLogScroll } from './use-log-scroll';
import { WholeLine } from './whole-line';

const RUSHING_MS = 60;

/** What a reader chose to see, and how. */
export interface LogViewState {
  readonly wrap: boolean;
  /** Stay at the end as it grows. */
  readonly follow: boolean;
  readonly onFollowChange: (follow: boolean) => void;
  /** Text to mark. */
  readonly search: string;
  /** Lines that the address points to. */
  readonly range: LineRange | null;
  /** Shown to the reader whenever it changes. */
  readonly goTo: { readonly line: number } | null;
  /** A line's number was chosen; `extend`: together with those that were before. */
  readonly onLineChosen: (line: number, extend: boolean) => void;
}

interface LogViewProps {
  taskId: string;
  attempt: number;
  source: LogSource;
  label: string;
  view: LogViewState;
}

/** Shows the lines in sight, however many there are. Scrolling up lets go of the end, scrolling down takes it again. */
export function LogView({ taskId, attempt, source, label, view }: LogViewProps) {
  const { wrap, follow, onFollowChange, search, range, goTo, onLineChosen } = view;
  const scroller = useRef<HTMLElement>(null);
  const drawn = useRef<HTMLDivElement>(null);
  const [whole, setWhole] = useState<ReadonlySet<number>>(new Set());
  const { last, missing, onSight } = source;
  const rows = useMemo(() => new LogRows(last, missing), [last, missing]);
  const scroll = useLogScroll({
    scroller,
    drawn,
    rows: rows.count,
    layout: wrap,
    onMove: (upwards, atEnd) => {
      if (upwards && !atEnd && follow) onFollowChange(false);
      else if (atEnd && !follow) onFollowChange(true);
    },
  });
  const { from, to, isRushing } = scroll;
  const shown = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => rows.at(from + index));

  const latest = useRef({ scroll, rows, shown });
  latest.current = { scroll, rows, shown };
  useEffect(() => {
    const tell = () => onSight(latest.current.shown.flatMap((row) => (row.kind === 'line' ? [row.line] : [])));
    if (!isRushing) return tell();
    // Not for what is only passed by.
    const timer = setTimeout(tell, RUSHING_MS);
    return () => clearTimeout(timer);
  }, [onSight, from, to, last, isRushing]);
  const ready = last > 0;
  useEffect(() => {
    if (follow && ready) latest.current.scroll.showEnd();
  }, [follow, ready]);
  useEffect(() => {
    // How long the output is must not make it jump again.
    if (goTo !== null && ready) latest.current.scroll.showRow(latest.current.rows.rowOf(goTo.line));
  }, [goTo, ready]);

  const seen = useRef(last);
  if (follow) seen.current = last;
  const news = Math.max(0, last - seen.current);

  const pointsTo = (line: number): boolean =>
    line === goTo?.line || (range !== null && line >= range.from && line <= range.to);
  const onWhole = (line: number, shows: boolean) => {
    scroll.letGo();
    onFollowChange(false);
    setWhole((before) => new Set(shows ? [...before, line] : [...before].filter((one) => one !== line)));
  };
  return (
    <div className={styles.view}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: what is clicked are links */}
      <section
        ref={scroller}
        className={styles.log}
        data-wrap={wrap || undefined}
        style={{ '--digits': Math.max(3, String(last).length) } as CSSProperties}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={scroll.onScroll}
        onClick={(event) => {
          const line = (event.target as HTMLElement).dataset.line;
          if (line === undefined) return;
          event.preventDefault();
          onLineChosen(Number(line), event.shiftKey);
        }}
      >
        <div className={styles.lines} style={{ height: scroll.height }}>
          <div ref={drawn} style={{ transform: `translateY(${scroll.start}px)` }}>
            {shown.map((row, index) => {
              if (row.kind === 'missing') return <MissingRow key="missing" row={from + index} missing={row.missing} />;
              const { line } = row;
              const found = source.line(line);
              const isWhole = whole.has(line);
              const style = found?.style ?? PLAIN;
              return (
                <LogLine
                  key={line}
                  row={from + index}
                  number={line}
                  text={found?.text}
                  style={style}
                  search={search}
                  pointedAt={pointsTo(line)}
                  whole={isWhole}
                  rest={
                    isWhole ? (
                      <WholeLine {...{ taskId, attempt, line, style, search }} onClose={() => onWhole(line, false)} />
                    ) : found?.cut ? (
                      <button type="button" className={styles.more} onClick={() => onWhole(line, true)}>
                        Show all
                      </button>
                    ) : null
                  }
                />
              );
            })}
          </div>
        </div>
      </section>
      {news > 0 && (
        <button type="button" className={styles.news} onClick={() => onFollowChange(true)}>
          <IconArrowDown size={14} aria-hidden /> {news.toLocaleString('en')} new {news === 1 ? 'line' : 'lines'}
        </button>
      )}
    </div>
  );
}
