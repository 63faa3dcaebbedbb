import type { ProcessTypeUsage } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { recordCountWords } from '../usage-words';

/** How many processes have a type, and how many of them run. */
export function UsedBy({ usage }: { usage: ProcessTypeUsage | undefined }) {
  if (usage === undefined || usage.records === 0) return <span className="soft">–</span>;
  const active = usage.activeRuns.reduce((sum, { runs }) => sum + runs, 0);
  return (
    <Link to="/processes" search={{ type: usage.type }}>
      {recordCountWords(usage.records)}
      {active > 0 && `, ${active.toLocaleString('en')} active`}
    </Link>
  );
}
