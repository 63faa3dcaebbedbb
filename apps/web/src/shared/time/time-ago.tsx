import { formatRelative } from './format-duration';
import { useCoarseNow } from './ticker';
import { formatInstant, useTimesInUtc } from './time-zone-preference';

/** An instant as `2m ago` or `in 3h`, with the exact one and its zone on hover; a dash for none. */
export function TimeAgo({ at }: { at: string | null | undefined }) {
  const now = useCoarseNow();
  const [utc] = useTimesInUtc();
  if (!at) return <span className="soft">–</span>;
  return (
    <time dateTime={at} title={formatInstant(at, utc)} className="tabular nowrap">
      {formatRelative(Date.parse(at) - now)}
    </time>
  );
}
