import type { TimelineMark } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { StatusIcon } from '../../../shared/status/status-icon';
import { formatDay, formatMinute, useTimesInUtc } from '../../../shared/time/time-zone-preference';
import type { SchedulesSearch } from '../api/calendar-search';
import { bandName, countWords, kindsOf, shortCount } from '../calendar-words';
import { reasonWords } from '../fire-words';
import { placeIn, type TimelineScale } from '../timeline-scale';
import styles from './timeline.module.css';

interface TimelineMarkProps {
  mark: TimelineMark;
  id: string;
  /** `row column` */
  place: string;
  /** Whether Tab leads to it; arrow keys lead on. */
  isStop: boolean;
  scale: TimelineScale;
  search: SchedulesSearch;
}

/** One fire in the shape of what became of it, or several as a piece of a band with their number. Leads to the run. */
export function TimelineMarkLink({ mark, id, place, isStop, scale, search }: TimelineMarkProps) {
  const [utc] = useTimesInUtc();
  const kinds = kindsOf(mark);
  const worst = kinds[0];
  if (worst === undefined) return null;
  const fires = kinds.reduce((sum, kind) => sum + kind.fires, 0);
  const [from, to, at] = [Date.parse(mark.from), Date.parse(mark.to), Date.parse(mark.at)];
  const when = fires === 1 ? formatMinute(at, utc) : `${formatMinute(from, utc)} to ${formatMinute(to, utc)}`;
  const why = mark.reason === null ? '' : `: ${reasonWords(mark.reason)}`;
  const words = `${formatDay(at, utc)}, ${when}: ${countWords(mark)}${why}`;
  const look = {
    '--tone': `var(--status-${worst.tone})`,
    '--tint': `var(--status-${worst.tone}-tint)`,
  } as CSSProperties;
  const common = {
    'data-place': place,
    'data-kind': worst.count,
    tabIndex: isStop ? 0 : -1,
    title: words,
    'aria-label': fires === 1 ? `${id}, ${words}` : bandName(fires, id, words),
  };
  const own =
    fires === 1
      ? {
          className: styles.mark,
          style: { ...look, left: `${placeIn(scale, at)}%` },
          children: <StatusIcon tone={worst.tone} size={14} still />,
        }
      : {
          className: styles.band,
          style: { ...look, left: `${placeIn(scale, from)}%`, width: `${placeIn(scale, to) - placeIn(scale, from)}%` },
          children: <span>{shortCount(fires)}</span>,
        };
  if (mark.runId !== null)
    return <Link to="/processes/$id/runs/$runId" params={{ id, runId: mark.runId }} {...common} {...own} />;
  const isPast = kinds.some(({ count }) => count !== 'coming' && count !== 'paused');
  if (!isPast) return <Link to="/processes/$id" params={{ id }} {...common} {...own} />;
  const fired = { ...search, at: mark.from, until: mark.to, record: id };
  return <Link to="/schedules" search={fired} replace {...common} {...own} />;
}
