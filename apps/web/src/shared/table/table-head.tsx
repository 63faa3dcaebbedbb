import type { ColumnsInSight } from './columns-in-sight';
import styles from './virtual-table.module.css';

/** Widths and headers of the columns in sight. */
export function TableHead<Row>({ inSight: { drawn, before, after } }: { inSight: ColumnsInSight<Row> }) {
  return (
    <>
      <colgroup>
        {drawn.map(({ column, place }) => [
          <col
            key={column.key}
            style={{ width: column.fullWidth ? '100%' : place === 0 ? `min(${column.width}px, 44vw)` : column.width }}
          />,
          place === 0 && before > 0 && <col key="before" style={{ width: before }} />,
        ])}
        {after > 0 && <col style={{ width: after }} />}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {drawn.map(({ column, place }) => [
            <th
              key={column.key}
              scope="col"
              aria-colindex={place + 1}
              className={column.align === 'end' ? styles.end : undefined}
            >
              {column.header}
            </th>,
            place === 0 && before > 0 && <td key="before" aria-hidden />,
          ])}
          {after > 0 && <td aria-hidden />}
        </tr>
      </thead>
    </>
  );
}
