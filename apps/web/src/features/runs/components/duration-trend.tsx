import type { RunGridCell } from '@app/api-client';
import { statusLook } from '../../../shared/status/display-status';
import { formatDuration } from '../../../shared/time/format-duration';

interface DurationTrendProps {
  /** Newest first. */
  cells: readonly (RunGridCell | undefined)[];
  longestMs: number;
}

const RUNS = 20;
const BAR = 3;
const GAP = 1;
const HEIGHT = 20;

/** How long a task took in its last runs, oldest first: a small bar each, in the colour of how it ended. */
export function DurationTrend({ cells, longestMs }: DurationTrendProps) {
  const last = cells
    .filter((cell) => cell !== undefined && cell.durationMs !== null)
    .slice(0, RUNS)
    .reverse();
  const newest = last.at(-1)?.durationMs;
  const label =
    newest === undefined || newest === null ? 'Never ran' : `The last of ${last.length}: ${formatDuration(newest)}`;
  return (
    <svg role="img" aria-label={label} width={RUNS * (BAR + GAP)} height={HEIGHT}>
      {last.map((cell, index) => {
        const height = Math.max(2, (HEIGHT * (cell?.durationMs ?? 0)) / longestMs);
        return (
          <rect
            key={cell?.taskId}
            x={(RUNS - last.length + index) * (BAR + GAP)}
            y={HEIGHT - height}
            width={BAR}
            height={height}
            rx={1}
            fill={`var(--status-${statusLook(cell?.status ?? 'PENDING').tone})`}
          />
        );
      })}
    </svg>
  );
}
