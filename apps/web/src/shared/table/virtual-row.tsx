import { memo } from 'react';
import { useChangeGlow } from '../feedback/use-change-glow';
import type { ColumnsInSight } from './columns-in-sight';
import styles from './virtual-table.module.css';

interface VirtualRowProps<Row> {
  row: Row;
  index: number;
  rowKey: string;
  isSelected: boolean;
  inSight: ColumnsInSight<Row>;
  state: string;
}

/** A row; drawn again only when something of it is different, not with everything around the table. */
export const VirtualRow = memo(DrawnRow) as typeof DrawnRow;

function DrawnRow<Row>({ row, index, rowKey, isSelected, inSight, state }: VirtualRowProps<Row>) {
  const glowing = useChangeGlow<HTMLTableRowElement>(state);
  const { drawn, before, after } = inSight;
  return (
    <tr ref={glowing} aria-rowindex={index + 2} data-row={rowKey} data-selected={isSelected || undefined}>
      {drawn.map(({ column, place }) => {
        const className = column.align === 'end' ? styles.end : undefined;
        return place === 0 ? (
          [
            <th key={column.key} scope="row" aria-colindex={1} className={className}>
              {column.cell(row)}
            </th>,
            before > 0 && <td key="before" aria-hidden />,
          ]
        ) : (
          <td key={column.key} aria-colindex={place + 1} className={className}>
            {column.cell(row)}
          </td>
        );
      })}
      {after > 0 && <td aria-hidden />}
    </tr>
  );
}
