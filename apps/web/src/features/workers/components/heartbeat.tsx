import { formatElapsed } from '../../../shared/time/format-duration';
import { useSecondsNow } from '../../../shared/time/ticker';
import { formatInstant, useTimesInUtc } from '../../../shared/time/time-zone-preference';

/** The age of a worker's last heartbeat, to the second. */
export function Heartbeat({ at }: { at: string }) {
  const now = useSecondsNow();
  const [utc] = useTimesInUtc();
  return (
    <time dateTime={at} title={formatInstant(at, utc)} className="tabular nowrap">
      {formatElapsed(now - Date.parse(at))} ago
    </time>
  );
}
