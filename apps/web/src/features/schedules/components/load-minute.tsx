import type { LoadedMinute } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { formatDay, formatMinute, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import type { SchedulesSearch } from '../api/calendar-search';
import { loadAdvice } from '../load-words';
import styles from './load.module.css';

interface LoadMinuteProps {
  minute: LoadedMinute;
  /** What the workers take at once. */
  slots: number;
  /** The fires of the worst minute. */
  most: number;
  search: SchedulesSearch;
}

/** A minute with too many fires, who fires, and what would help. */
export function LoadMinute({ minute, slots, most, search }: LoadMinuteProps) {
  const [utc] = useTimesInUtc();
  const { at, fires, groups, groupCount } = minute;
  const time = Date.parse(at);
  const until = new Date(time + 60_000).toISOString();
  const advice = loadAdvice(minute, slots);
  return (
    <li className={styles.minute}>
      <Link to="/schedules" search={{ ...search, at, until, record: undefined }} replace className={styles.at}>
        {formatDay(time, utc)}, {formatMinute(time, utc)}
      </Link>
      <span className={styles.amount}>
        <span className={styles.bar} style={{ width: `${(fires / most) * 100}%` }} />
        <span className={styles.fires}>
          {fires.toLocaleString('en')} fires, {slots.toLocaleString('en')} {slots === 1 ? 'slot' : 'slots'}
        </span>
      </span>
      <ul className={styles.groups}>
        {groups.map(({ schedule, timeZone, jitterSeconds, fires: own }) => (
          <li key={`${schedule} ${timeZone} ${jitterSeconds}`}>
            <span className="tabular">{own.toLocaleString('en')}</span> of{' '}
            <Link
              to="/schedules"
              search={{ ...search, view: 'timeline', schedule, scheduleTimeZone: timeZone ?? undefined }}
              className="mono"
            >
              {schedule}
            </Link>{' '}
            <span className="soft">
              {timeZone ?? 'UTC'}
              {jitterSeconds > 0 && `, jitter ${jitterSeconds} s`}
            </span>
          </li>
        ))}
        {groupCount > groups.length && <li className="soft">and {groupCount - groups.length} more schedules</li>}
      </ul>
      {advice && <p className={styles.advice}>{advice}</p>}
    </li>
  );
}
