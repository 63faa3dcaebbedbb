import type { ProcessTypeUsage } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { keptVersionWords, recordCountWords } from '../usage-words';

/** Who uses a type: its processes, and the versions that active runs keep. */
export function UsageNote({ usage }: { usage: ProcessTypeUsage }) {
  const { type, records } = usage;
  if (records === 0) return <span>used by no process</span>;
  return (
    <span>
      used by{' '}
      <Link to="/processes" search={{ type }}>
        {recordCountWords(records)}
      </Link>
      {keptVersionWords(usage).map((words) => `, ${words}`)}
    </span>
  );
}
