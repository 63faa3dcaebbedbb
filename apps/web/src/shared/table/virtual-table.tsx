import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { ErrorNotice } from '../feedback/error-notice';
import { InSteps } from '../feedback/in-steps';
import type { Column } from './column';
import { useColumnsInSight } from './columns-in-sight';
import { useFittingColumns } from './fitting-columns';
import { TableHead } from './table-head';
import { useCellKeys } from './use-cell-keys';
import { useRowCommands } from './use-row-commands';
import { VirtualRow } from './virtual-row';
import styles from './virtual-table.module.css';

const ROW_HEIGHT = 36;
/** So close to the last row that is there more are asked for. */
const ROWS_BEFORE_END = 5;
const ROWS_AHEAD = 6;

/** The rest of the list, which is read when its end comes into sight. */
export interface MoreRows {
  /** Undefined when there is no more, or while it is being read. */
  readonly load: (() => void) | undefined;
  readonly isLoading: boolean;
  /** Why it could not be read: it is then not tried again by itself. */
  readonly error: unknown;
}

interface VirtualTableProps<Row> {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Changes when a row should glow, e.g. its status. */
  rowState: (row: Row) => string;
  /** In pixels, where rows have more than one line. */
  rowHeight?: number;
  isSelected?: (row: Row) => boolean;
  isLoading: boolean;
  error: unknown;
  onRetry: () => void;
  /** Shown in place of the rows when there are none. */
  empty: ReactNode;
  more: MoreRows;
  /** Rows in all pages together. */
  total: number;
}

/** A table that draws only the rows and columns in sight; header and first column stay in place. Works with any count. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { rows, rowKey, more, isLoading, rowHeight = ROW_HEIGHT } = props;
  const loadMore = more.error ? undefined : more.load;
  useRowCommands();
  const scroller = useRef<HTMLElement>(null);
  const isShown = rows.length > 0 || (isLoading && !props.error);
  const columns = useFittingColumns(props.columns, scroller, isShown);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: ROWS_AHEAD,
    getItemKey: useCallback((index: number) => keyAt(rows, rowKey, index), [rows, rowKey]),
  });
  const inSight = useColumnsInSight(columns, scroller);
  const rowAt = (key: string) => rows.find((row) => rowKey(row) === key);
  const onKeyDown = useCellKeys(scroller, columns, rowAt, inSight.scrollTo);
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  // Of what is seen, not of what is drawn ahead: a page of rows that has not been looked at needs no second one.
  const nearEnd = rows.length > 0 && (virtualizer.range?.endIndex ?? 0) >= rows.length - ROWS_BEFORE_END;
  useEffect(() => {
    if (nearEnd && rows.length > 0) loadMore?.();
  }, [nearEnd, rows.length, loadMore]);

  if (props.error && rows.length === 0) return <ErrorNotice error={props.error} onRetry={props.onRetry} />;
  if (!isLoading && rows.length === 0) return <div className={styles.frame}>{props.empty}</div>;
  const others = columns.slice(1).reduce((sum, column) => sum + column.width, 0);
  const skeleton = <SkeletonRows columns={inSight.drawn.map(({ column }) => column)} />;
  const minWidth = `calc(${others}px + min(${columns[0]?.width ?? 0}px, 44vw))`;
  return (
    <section
      ref={scroller}
      className={styles.frame}
      style={{ '--row-height': `${rowHeight}px`, '--first-column': `${columns[0]?.width ?? 0}px` } as CSSProperties}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      <table
        className={styles.table}
        aria-rowcount={props.total + 1}
        aria-colcount={columns.length}
        aria-busy={isLoading}
        style={{ minWidth }}
      >
        <TableHead inSight={inSight} />
        <tbody>
          {isLoading && skeleton}
          {rows.length > 0 && (
            <InSteps placeholder={skeleton}>
              {first && first.start > 0 && <tr aria-hidden style={{ height: first.start }} />}
              {items.map((item) => {
                const row = rows[item.index];
                if (row === undefined) return null;
                return (
                  <VirtualRow
                    key={item.key}
                    row={row}
                    index={item.index}
                    rowKey={rowKey(row)}
                    isSelected={props.isSelected?.(row) ?? false}
                    inSight={inSight}
                    state={props.rowState(row)}
                  />
                );
              })}
              {last && <tr aria-hidden style={{ height: virtualizer.getTotalSize() - last.end }} />}
            </InSteps>
          )}
          {more.isLoading && <SkeletonRows columns={inSight.drawn.map(({ column }) => column)} count={3} />}
          {more.error && !more.isLoading ? (
            <tr>
              <td colSpan={columns.length}>
                <ErrorNotice error={more.error} onRetry={() => more.load?.()} />
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  );
}

function keyAt<Row>(rows: readonly Row[], rowKey: (row: Row) => string, index: number): string {
  const row = rows[index];
  return row === undefined ? String(index) : rowKey(row);
}

function SkeletonRows<Row>({ columns, count = 8 }: { columns: readonly Column<Row>[]; count?: number }) {
  return Array.from({ length: count }, (_, row) => (
    <tr key={row} aria-hidden>
      {columns.map((column, index) => (
        <td key={column.key}>
          <Skeleton height={10} width={index === 0 ? '70%' : '45%'} radius="xl" />
        </td>
      ))}
    </tr>
  ));
}
