import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useRef } from 'react';
import type { LineRange } from '../line-range';
import { LogLine } from './log-line';
import type { LogSource } from './log-source';
import styles from './output.module.css';

const LINE_HEIGHT = 19;
const NEAR_END_PX = 24;

interface LogViewProps {
  source: LogSource;
  label: string;
  wrap: boolean;
  /** Stay at the end as it grows. */
  follow: boolean;
  onFollowChange: (follow: boolean) => void;
  /** Text to mark. */
  search: string;
  /** Lines that the address points to. */
  range: LineRange | null;
  /** Shown to the reader whenever it changes. */
  goTo: { readonly line: number } | null;
  /** A line's number was chosen; `extend`: together with those that were before. */
  onLineChosen: (line: number, extend: boolean) => void;
}

/** Shows the lines in sight, however many there are. Scrolling up lets go of the end, scrolling down takes it again. */
export function LogView({
  source,
  label,
  wrap,
  follow,
  onFollowChange,
  search,
  range,
  goTo,
  onLineChosen,
}: LogViewProps) {
  const scroller = useRef<HTMLElement>(null);
  const count = Math.max(0, source.last - source.first + 1);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 30,
    getItemKey: (index) => source.first + index,
  });
  const items = virtualizer.getVirtualItems();
  const from = source.first + (items[0]?.index ?? 0);
  const to = source.first + (items.at(-1)?.index ?? -1);
  const { onSight } = source;
  useEffect(() => onSight?.(from, to), [onSight, from, to]);

  useEffect(() => {
    if (follow && count > 0) virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [follow, count, virtualizer]);
  const { first } = source;
  const ready = count > 0;
  useEffect(() => {
    if (goTo === null || !ready) return;
    // How long the output is must not make it jump again.
    virtualizer.scrollToIndex(Math.max(0, goTo.line - first), { align: 'center' });
  }, [goTo, ready, first, virtualizer]);
  // Heights have to be measured anew when lines wrap.
  useEffect(() => virtualizer.measure(), [wrap, virtualizer]);

  const top = useRef(0);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const goesUp = element.scrollTop < top.current - 2;
    top.current = element.scrollTop;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (goesUp && !atEnd && follow) onFollowChange(false);
    else if (atEnd && !follow) onFollowChange(true);
  };

  const pointsTo = (line: number): boolean =>
    line === goTo?.line || (range !== null && line >= range.from && line <= range.to);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: what is clicked are links
    <section
      ref={scroller}
      className={styles.log}
      data-wrap={wrap || undefined}
      style={{ '--digits': Math.max(3, String(source.last).length) } as CSSProperties}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={onScroll}
      onClick={(event) => {
        const line = (event.target as HTMLElement).dataset.line;
        if (line === undefined) return;
        event.preventDefault();
        onLineChosen(Number(line), event.shiftKey);
      }}
    >
      <div className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
        <div style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map((item) => (
            <LogLine
              key={item.key}
              ref={wrap ? virtualizer.measureElement : undefined}
              index={item.index}
              number={source.first + item.index}
              text={source.line(source.first + item.index)}
              search={search}
              pointedAt={pointsTo(source.first + item.index)}
            />
          ))}
        </div>
      </div>
    </section>
  );
}
