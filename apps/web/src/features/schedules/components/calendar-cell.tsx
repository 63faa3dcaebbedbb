import type { CalendarSlot } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { StatusIcon } from '../../../shared/status/status-icon';
import { formatDay, formatMinute, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import type { SchedulesSearch } from '../api/calendar-search';
import { countWords, firesOf, kindsOf, shortCount } from '../calendar-words';
import styles from './calendar.module.css';

interface CalendarCellProps {
  /** None for a time that a clock left out, two for one that it showed twice. */
  slots: readonly CalendarSlot[];
  /** `row column` */
  place: string;
  /** The slot that Tab leads to. */
  stop: CalendarSlot | undefined;
  /** The most fires of a slot. */
  most: number;
  now: number;
  search: SchedulesSearch;
}

/** One cell: how many fires, the darker the more; what failed or was left out has its sign. */
export function CalendarCell({ slots, ...rest }: CalendarCellProps) {
  return (
    <td
      className={styles.cell}
      data-left-out={slots.length === 0}
      title={slots.length === 0 ? 'Clocks left it out' : undefined}
    >
      <span className={styles.slots}>
        {slots.map((slot) => (
          <SlotLink key={slot.from} slot={slot} {...rest} />
        ))}
      </span>
    </td>
  );
}

function SlotLink({ slot, place, stop, most, now, search }: Omit<CalendarCellProps, 'slots'> & { slot: CalendarSlot }) {
  const [utc] = useTimesInUtc();
  const fires = firesOf(slot);
  const [from, to] = [Date.parse(slot.from), Date.parse(slot.to)];
  const phase = to <= now ? 'past' : from <= now ? 'now' : 'coming';
  if (fires + slot.paused + slot.guessed === 0) return <span className={styles.none} data-phase={phase} />;
  const shade = { '--load': `${Math.round(8 + 34 * Math.sqrt(fires / most))}%` } as CSSProperties;
  const words = countWords(slot, slot.guessed);
  const shown = fires > 0 ? shortCount(fires) : slot.guessed > 0 ? `~${shortCount(slot.guessed)}` : '·';
  const alarms = kindsOf(slot).filter(({ count }) => count === 'failed' || count === 'skipped' || count === 'running');
  const counts = alarms.flatMap(({ fires: of }) => (of < fires ? [shortCount(of)] : []));
  const seen = [shown, ...counts].join(' ');
  return (
    <Link
      to="/schedules"
      search={{ ...search, at: slot.from, until: slot.to, record: undefined }}
      replace
      className={styles.slot}
      style={fires > 0 ? shade : undefined}
      data-phase={phase}
      data-place={place}
      data-chosen={slot.from === search.at || undefined}
      tabIndex={slot === stop ? 0 : -1}
      title={words}
      // Begins with what is seen in it, so that whoever speaks what they see finds it (WCAG 2.5.3).
      aria-label={`${seen}, ${formatDay(from, utc)}, ${formatMinute(from, utc)} to ${formatMinute(to, utc)}: ${words}`}
    >
      <span className={styles.count}>{shown}</span>
      {alarms.map(({ count, tone, fires: of }) => (
        <span key={count} className={styles.alarm} aria-hidden>
          <StatusIcon tone={tone} size={12} still />
          {of < fires && ` ${shortCount(of)}`}
        </span>
      ))}
    </Link>
  );
}
