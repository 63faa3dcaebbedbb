import { formatDuration, formatElapsed, formatExactDuration } from './format-duration';
import { useSecondsNow } from './ticker';

interface DurationProps {
  from: string | null;
  /** Null while it runs: the duration then counts on. */
  to: string | null;
}

/** The time between two instants, humanised, exact on hover; a dash when it has not begun. */
export function Duration({ from, to }: DurationProps) {
  const now = useSecondsNow(from !== null && to === null);
  if (from === null) return <span className="soft">–</span>;
  const ms = (to === null ? now : Date.parse(to)) - Date.parse(from);
  return (
    <span className="tabular nowrap" title={formatExactDuration(ms)}>
      {to === null ? formatElapsed(ms) : formatDuration(ms)}
    </span>
  );
}
