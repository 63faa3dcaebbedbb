import { useChangeGlow } from '../feedback/use-change-glow';
import type { Column } from './column';
import styles from './virtual-table.module.css';

interface VirtualRowProps<Row> {
  row: Row;
  index: number;
  rowKey: string;
  isSelected: boolean;
  columns: readonly Column<Row>[];
  state: string;
}

export function VirtualRow<Row>({ row, index, rowKey, isSelected, columns, state }: VirtualRowProps<Row>) {
  const glowing = useChangeGlow<HTMLTableRowElement>(state);
  return (
    <tr ref={glowing} aria-rowindex={index + 2} data-row={rowKey} data-selected={isSelected || undefined}>
      {columns.map((column, position) => {
        const className = column.align === 'end' ? styles.end : undefined;
        return position === 0 ? (
          <th key={column.key} scope="row" className={className}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key} className={className}>
            {column.cell(row)}
          </td>
        );
      })}
    </tr>
  );
}
