import type { RunGridCell, RunGridColumn } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { statusLook, taskDisplayStatus } from '../../../shared/status/display-status';
import { StatusIcon } from '../../../shared/status/status-icon';
import { formatDuration } from '../../../shared/time/format-duration';
import styles from './run-grid.module.css';

interface RunGridCellLinkProps {
  recordId: string;
  column: RunGridColumn;
  cell: RunGridCell | undefined;
  longestMs: number;
  shown: boolean;
}

const PALEST = 6;
const DARKEST = 46;

/** What became of a task in a run; leads to it. */
export function RunGridCellLink({ recordId, column, cell, longestMs, shown }: RunGridCellLinkProps) {
  if (cell === undefined) return <td className={styles.cell} data-shown={shown || undefined} />;
  const { word, tone } = statusLook(
    taskDisplayStatus({ ...cell, retryCount: cell.attempts > 1 ? cell.attempts - 1 : 0 }, column.status),
  );
  const share = (cell.durationMs ?? 0) / longestMs;
  const shade = cell.durationMs === null ? 0 : PALEST + (DARKEST - PALEST) * share;
  const took = cell.durationMs === null ? '' : `, ${formatDuration(cell.durationMs)}`;
  const label = `${cell.taskName} in run ${column.runNumber}: ${word.toLowerCase()}${took}${attemptWords(cell.attempts)}`;
  return (
    <td className={styles.cell} data-shown={shown || undefined}>
      <Link
        to="/processes/$id/runs/$runId"
        params={{ id: recordId, runId: column.runId }}
        search={{ task: cell.taskIndex }}
        resetScroll={false}
        aria-label={label}
        title={label}
        tabIndex={-1}
        style={{ background: `color-mix(in srgb, var(--status-${tone}) ${shade}%, transparent)` }}
      >
        <StatusIcon tone={tone} size={14} />
      </Link>
    </td>
  );
}

function attemptWords(attempts: number): string {
  return attempts > 1 ? `, ${attempts} attempts` : '';
}
